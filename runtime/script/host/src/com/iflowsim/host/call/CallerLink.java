package com.iflowsim.host.call;

import com.iflowsim.host.codec.ValueCodec;
import com.iflowsim.host.wire.Frame;
import com.iflowsim.host.wire.FrameChannel;
import com.iflowsim.host.wire.Kind;
import com.iflowsim.host.wire.ProtocolException;
import com.iflowsim.host.wire.WireOut;
import java.io.IOException;
import java.util.Set;
import org.apache.camel.RuntimeCamelException;

/** What a call asks of the caller while it runs. For the thread of the call only. */
public final class CallerLink {
  public static final int PIECE = 1 << 20;

  private final FrameChannel channel;
  private final CallGuard guard;
  private final ValueCodec values;
  private final Set<String> services;

  public CallerLink(FrameChannel channel, CallGuard guard, ValueCodec values, Set<String> services) {
    this.channel = channel;
    this.guard = guard;
    this.values = values;
    this.services = services;
  }

  /** The caller said that it answers this service. */
  public boolean offers(String service) {
    return services.contains(service);
  }

  /** All bytes of a large body of the call. */
  public byte[] fetch(int part, long size) {
    refuseOtherThreads();
    if (size > Integer.MAX_VALUE - 8) throw new RuntimeCamelException("A body of " + size + " bytes does not fit into the memory of scripts.");
    byte[] content = new byte[(int) size];
    try (CallGuard.Passage passage = guard.leaveScript()) {
      for (int at = 0; at < content.length;) {
        channel.write(Kind.FETCH, new WireOut().u32(part).i64(at).u32(Math.min(PIECE, content.length - at)));
        byte[] chunk = answer(Kind.CHUNK).in().bytes();
        if (chunk.length == 0 || chunk.length > content.length - at) throw new ProtocolException("A body is not as long as was said.");
        System.arraycopy(chunk, 0, content, at, chunk.length);
        at += chunk.length;
      }
      return content;
    } catch (IOException e) {
      throw new RuntimeCamelException("The body cannot be read from the tenant.", e);
    }
  }

  /** Sends all bytes of a large body of the answer. */
  public void sendPieces(int part, byte[] content) throws IOException {
    try (CallGuard.Passage passage = guard.leaveScript()) {
      for (int at = 0; at < content.length; at += PIECE) {
        channel.write(Kind.PIECE, new WireOut().u32(part).bytes(content, at, Math.min(PIECE, content.length - at)));
      }
    }
  }

  /** Calls a service of the tenant. Throws the exception that the tenant answers. */
  public Object call(String service, String method, Object... arguments) throws Exception {
    refuseOtherThreads();
    WireOut out = new WireOut().text(service).text(method).u32(arguments.length);
    for (Object argument : arguments) values.writeCopy(out, argument);
    Frame answer;
    try (CallGuard.Passage passage = guard.leaveScript()) {
      channel.write(Kind.CALL, out);
      answer = answer(Kind.CALL_OK);
    }
    if (answer.kind() == Kind.CALL_OK) return values.read(answer.in());
    if (values.readError(answer.in()) instanceof Exception failure) throw failure;
    throw new IllegalStateException(service + "." + method + " failed in the tenant.");
  }

  private static void refuseOtherThreads() {
    CallContext call = CallGroup.currentCall();
    if (call != null && Thread.currentThread() == call.worker()) return;
    throw new IllegalStateException("Large bodies and services of the tenant are for the thread that the script was called in.");
  }

  private Frame answer(int kind) throws IOException {
    Frame frame = channel.read();
    if (frame == null) throw new IOException("The tenant has closed the connection.");
    boolean isExpected = frame.kind() == kind || (kind == Kind.CALL_OK && frame.kind() == Kind.CALL_ERROR);
    if (!isExpected) throw new ProtocolException("The tenant answered with a frame of kind " + frame.kind() + " in place of " + kind + ".");
    return frame;
  }
}
