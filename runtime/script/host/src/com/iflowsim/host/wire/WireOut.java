package com.iflowsim.host.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * The payload of a frame that is being written; grows as needed and can be used again after {@link #clear}. Not thread-safe.
 */
public final class WireOut {
  private static final int KEPT = 1 << 20;

  private byte[] data = new byte[4096];
  private int size;

  public void clear() {
    size = 0;
    if (data.length > KEPT) data = new byte[4096];
  }

  public int size() {
    return size;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(data, size);
  }

  ByteBuffer buffer() {
    return ByteBuffer.wrap(data, 0, size);
  }

  public WireOut u8(int value) {
    reserve(1);
    data[size++] = (byte) value;
    return this;
  }

  public WireOut bool(boolean value) {
    return u8(value ? 1 : 0);
  }

  public WireOut u32(int value) {
    reserve(4);
    putInt(size, value);
    size += 4;
    return this;
  }

  public WireOut i64(long value) {
    return u32((int) (value >>> 32)).u32((int) value);
  }

  public WireOut f64(double value) {
    return i64(Double.doubleToRawLongBits(value));
  }

  public WireOut bytes(byte[] value) {
    return bytes(value, 0, value.length);
  }

  public WireOut bytes(byte[] value, int from, int count) {
    u32(count);
    reserve(count);
    System.arraycopy(value, from, data, size, count);
    size += count;
    return this;
  }

  /** The bytes of another payload, without their count. */
  public WireOut append(WireOut other) {
    reserve(other.size);
    System.arraycopy(other.data, 0, data, size, other.size);
    size += other.size;
    return this;
  }

  /** A text, which may be null. */
  public WireOut text(String value) {
    return value == null ? u32(-1) : bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  public WireOut texts(Collection<String> values) {
    u32(values.size());
    values.forEach(this::text);
    return this;
  }

  /** Leaves room for a count that is not known yet; {@link #count} fills it in. */
  public int placeForCount() {
    u32(0);
    return size - 4;
  }

  public void count(int place, int value) {
    putInt(place, value);
  }

  private void putInt(int at, int value) {
    data[at] = (byte) (value >>> 24);
    data[at + 1] = (byte) (value >>> 16);
    data[at + 2] = (byte) (value >>> 8);
    data[at + 3] = (byte) value;
  }

  private void reserve(int count) {
    if (data.length - size >= count) return;
    data = Arrays.copyOf(data, Math.max(Math.addExact(size, count), Math.min(data.length, 1 << 29) * 2));
  }
}
