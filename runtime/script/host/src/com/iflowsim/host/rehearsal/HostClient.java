package com.iflowsim.host.rehearsal;

import com.iflowsim.host.wire.Frame;
import com.iflowsim.host.wire.FrameChannel;
import com.iflowsim.host.wire.Kind;
import com.iflowsim.host.wire.WireIn;
import com.iflowsim.host.wire.WireOut;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The caller's side of the protocol: for the rehearsal of the build, tests and measurements. For one thread. */
public final class HostClient implements Closeable {
  /** Answers calls of services; the exceptions are answered as errors. */
  public interface Service {
    Object call(String service, String method, List<Object> arguments) throws Exception;
  }

  private final FrameChannel channel;
  private final Service service;
  private final Map<Integer, ByteArrayOutputStream> pieces = new HashMap<>();

  /** Connects and greets. */
  public HostClient(Path socket, List<String> services, Service service) throws IOException {
    this.channel = new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    this.service = service;
    channel.write(Kind.HELLO, new WireOut().u32(1).texts(services));
    expect(Kind.HELLO_OK);
  }

  /** Number of the new bundle. */
  public long bundle(String key, Map<String, byte[]> files) throws IOException {
    WireOut out = new WireOut().text(key).text(key).text("1.0.0").u32(files.size());
    files.forEach((path, content) -> out.text(path).bytes(content));
    channel.write(Kind.BUNDLE, out);
    return expect(Kind.BUNDLE_OK).i64();
  }

  public void forget(long bundle) throws IOException {
    channel.write(Kind.FORGET, new WireOut().i64(bundle));
  }

  /** The answer is null when the script compiles; its number is then in the array. */
  public Answer compile(long bundle, String path, long[] script) throws IOException {
    channel.write(Kind.COMPILE, new WireOut().i64(bundle).text(path).u8(0).u32(0));
    Frame frame = read();
    if (frame.kind() == Kind.ERROR) return Answers.error(frame.in(), pieces);
    script[0] = frame.in().i64();
    return null;
  }

  /** Text of an object (form 0), or its copy (form 2). */
  public Object render(long scope, long handle, int form) throws IOException {
    channel.write(Kind.RENDER, new WireOut().i64(scope).i64(handle).u8(form));
    WireIn in = expect(Kind.RENDERED);
    return form == 1 ? Answers.body(in, pieces) : Answers.value(in);
  }

  /** Ends the scope with all its objects. */
  public void release(long scope) throws IOException {
    channel.write(Kind.RELEASE, new WireOut().i64(scope).u32(0));
  }

  /** Objects kept by the host, and calls that are stuck. */
  public long[] ping() throws IOException {
    channel.write(Kind.PING, new WireOut().i64(7));
    WireIn in = expect(Kind.PONG);
    in.i64();
    in.i64();
    in.i64();
    return new long[] {in.i64(), in.u32()};
  }

  public Answer run(Call call) throws IOException {
    pieces.clear();
    channel.write(Kind.RUN, Answers.request(call));
    for (;;) {
      Frame frame = read();
      switch (frame.kind()) {
        case Kind.RESULT -> {
          return Answers.result(frame.in(), pieces);
        }
        case Kind.ERROR -> {
          return Answers.error(frame.in(), pieces);
        }
        case Kind.FETCH -> sendChunk(frame.in(), call.body);
        case Kind.CALL -> answerCall(frame.in());
        default -> throw new IOException("An answer of kind " + frame.kind() + " was not expected.");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void sendChunk(WireIn in, byte[] body) throws IOException {
    in.u32();
    int at = (int) in.i64();
    channel.write(Kind.CHUNK, new WireOut().bytes(body, at, Math.min(in.u32(), body.length - at)));
  }

  @SuppressWarnings("unchecked")
  private void answerCall(WireIn in) throws IOException {
    String name = in.text();
    String method = in.text();
    try {
      Object answer = service.call(name, method, (List<Object>) Answers.list(in));
      channel.write(Kind.CALL_OK, Answers.write(new WireOut(), answer));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      channel.write(Kind.CALL_ERROR, new WireOut().text(e.getClass().getName()).text(e.getMessage()).u32(0).i64(0).bool(false));
    }
  }

  private WireIn expect(int kind) throws IOException {
    Frame frame = read();
    if (frame.kind() == Kind.ERROR) throw new IOException(Answers.error(frame.in(), pieces).description());
    if (frame.kind() != kind) throw new IOException("An answer of kind " + frame.kind() + " in place of " + kind);
    return frame.in();
  }

  private Frame read() throws IOException {
    for (;;) {
      Frame frame = channel.read();
      if (frame == null) throw new IOException("The host has closed the connection.");
      if (frame.kind() != Kind.PIECE) return frame;
      pieces.computeIfAbsent(frame.in().u32(), any -> new ByteArrayOutputStream()).writeBytes(frame.in().bytes());
    }
  }
}
