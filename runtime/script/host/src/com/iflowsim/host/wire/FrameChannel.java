package com.iflowsim.host.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Frames on a stream socket. Reads are for one thread; writes may come from two (a worker, and the watchdog that answers in its
 * place), one frame at a time.
 */
public final class FrameChannel implements Closeable {
  public static final int MOST = 1 << 28;
  private static final int BUFFER = 1 << 16;

  private final SocketChannel channel;
  private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER).limit(0);
  private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER);

  public FrameChannel(SocketChannel channel) {
    this.channel = channel;
  }

  /** The next frame; null when the other side has closed. Throws ProtocolException for a frame that is too long. */
  public Frame read() throws IOException {
    if (!fill(5)) return null;
    int length = input.getInt();
    if (length < 1 || length > MOST) throw new ProtocolException("A frame of " + (length & 0xFFFFFFFFL) + " bytes is not allowed.");
    int kind = input.get() & 0xFF;
    byte[] payload = new byte[length - 1];
    int buffered = Math.min(payload.length, input.remaining());
    input.get(payload, 0, buffered);
    ByteBuffer rest = ByteBuffer.wrap(payload, buffered, payload.length - buffered);
    while (rest.hasRemaining()) {
      if (channel.read(rest) < 0) return null;
    }
    return new Frame(kind, new WireIn(payload));
  }

  /** Writes one frame; the payload can be used again afterwards. */
  public synchronized void write(int kind, WireOut payload) throws IOException {
    if (payload.size() >= MOST) {
      throw new ProtocolException("An answer of " + payload.size() + " bytes is longer than a frame may be (" + MOST + ").");
    }
    output.clear();
    output.putInt(payload.size() + 1).put((byte) kind);
    ByteBuffer content = payload.buffer();
    if (content.remaining() <= output.remaining()) {
      drain(output.put(content).flip());
      return;
    }
    drain(output.flip());
    drain(content);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void drain(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) channel.write(buffer);
  }

  private boolean fill(int count) throws IOException {
    if (input.remaining() >= count) return true;
    input.compact();
    while (input.position() < count) {
      if (channel.read(input) < 0) return false;
    }
    input.flip();
    return true;
  }
}
