package com.iflowsim.host.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The payload of a frame that was read. Every reader throws {@link ProtocolException} when the frame ends too early. */
public final class WireIn {
  private final byte[] data;
  private final int end;
  private int at;

  public WireIn(byte[] data) {
    this(data, data.length);
  }

  WireIn(byte[] data, int end) {
    this.data = data;
    this.end = end;
  }

  public int u8() {
    need(1);
    return data[at++] & 0xFF;
  }

  public boolean bool() {
    return u8() != 0;
  }

  public int u32() {
    need(4);
    int value = (data[at] & 0xFF) << 24 | (data[at + 1] & 0xFF) << 16 | (data[at + 2] & 0xFF) << 8 | (data[at + 3] & 0xFF);
    at += 4;
    return value;
  }

  public long i64() {
    return (long) u32() << 32 | (u32() & 0xFFFFFFFFL);
  }

  public double f64() {
    return Double.longBitsToDouble(i64());
  }

  public byte[] bytes() {
    int count = count();
    at += count;
    return Arrays.copyOfRange(data, at - count, at);
  }

  /** A text, or null. */
  public String text() {
    int start = at;
    if (u32() == -1) return null;
    at = start;
    int count = count();
    at += count;
    return new String(data, at - count, count, StandardCharsets.UTF_8);
  }

  /** The count of a list: never more than there are bytes left. */
  public int count() {
    int count = u32();
    need(count);
    return count;
  }

  private void need(int count) {
    if (count < 0 || count > end - at) {
      throw new ProtocolException("A frame ends after " + end + " bytes, in the middle of a field.");
    }
  }
}
