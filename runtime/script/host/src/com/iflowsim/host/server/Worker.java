package com.iflowsim.host.server;

import com.iflowsim.host.bundle.CompileFailure;
import com.iflowsim.host.bundle.Language;
import com.iflowsim.host.bundle.Script;
import com.iflowsim.host.bundle.UnknownPlace;
import com.iflowsim.host.call.CallGroup;
import com.iflowsim.host.call.CallGuard;
import com.iflowsim.host.call.Caller;
import com.iflowsim.host.call.Failure;
import com.iflowsim.host.call.Runner;
import com.iflowsim.host.codec.BodyWriter;
import com.iflowsim.host.codec.ErrorCodec;
import com.iflowsim.host.codec.ValueCodec;
import com.iflowsim.host.call.CallerLink;
import com.iflowsim.host.log.HostLog;
import com.iflowsim.host.message.Conversions;
import com.iflowsim.host.scope.Scope;
import com.iflowsim.host.wire.Frame;
import com.iflowsim.host.wire.FrameChannel;
import com.iflowsim.host.wire.Kind;
import com.iflowsim.host.wire.ProtocolException;
import com.iflowsim.host.wire.WireIn;
import com.iflowsim.host.wire.WireOut;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Serves one connection, on its own thread: reads a request, answers it, until the caller closes. */
final class Worker implements Runnable {
  static final int VERSION = 1;

  private final Host host;
  private final FrameChannel channel;
  private final CallGroup group;
  private Caller caller;
  private CallGuard guard;
  private Runner runner;

  Worker(Host host, FrameChannel channel, CallGroup group) {
    this.host = host;
    this.channel = channel;
    this.group = group;
  }

  @Override
  public void run() {
    guard = new CallGuard(Thread.currentThread());
    runner = new Runner(host.bundles(), host.scopes(), group, guard);
    host.watchdog().watch(guard, this::giveUp);
    try (channel) {
      greet();
      for (Frame frame = channel.read(); frame != null && !guard.isStuck(); frame = channel.read()) serve(frame);
    } catch (IOException closed) {
      return;
    } catch (ProtocolException e) {
      HostLog.write("error", "A connection ends: " + e.getMessage());
    } finally {
      host.watchdog().forget(guard);
    }
  }

  private void greet() throws IOException {
    Frame frame = channel.read();
    if (frame == null) return;
    int version = frame.kind() == Kind.HELLO ? frame.in().u32() : 0;
    if (version != VERSION) {
      fail(new ProtocolException("The host speaks version " + VERSION + " of the protocol, the caller " + version + "."));
      throw new ProtocolException("the caller speaks another version of the protocol.");
    }
    Set<String> services = new HashSet<>();
    for (int left = frame.in().count(); left > 0; --left) services.add(frame.in().text());
    caller = new Caller(channel, services);
    channel.write(Kind.HELLO_OK, new WireOut().u32(VERSION).text(Host.VERSION).texts(List.of("groovy", "javascript")));
  }

  private void serve(Frame frame) throws IOException {
    try {
      WireIn in = frame.in();
      switch (frame.kind()) {
        case Kind.RUN -> runner.run(in, caller);
        case Kind.RELEASE -> release(in);
        case Kind.RENDER -> render(in);
        case Kind.BUNDLE -> addBundle(in);
        case Kind.FORGET -> host.bundles().remove(in.i64());
        case Kind.COMPILE -> compile(in);
        case Kind.PING -> ping(in);
        default -> throw new ProtocolException("a frame of the unknown kind " + frame.kind() + ".");
      }
    } catch (UnknownPlace | CompileFailure | RuntimeException | Error e) {
      if (e instanceof ProtocolException) throw (ProtocolException) e;
      fail(e);
    }
  }

  private void addBundle(WireIn in) throws IOException {
    String key = in.text();
    in.text();
    in.text();
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (int left = in.count(); left > 0; --left) {
      String path = in.text();
      files.put(path, in.bytes());
    }
    long number;
    try {
      number = host.bundles().add(key, files);
    } catch (IOException e) {
      fail(e);
      return;
    }
    channel.write(Kind.BUNDLE_OK, new WireOut().i64(number));
  }

  private void compile(WireIn in) throws IOException, UnknownPlace, CompileFailure {
    long bundle = in.i64();
    String path = in.text();
    Language language = Language.of(in.u8(), path);
    Script script = host.bundles().compile(bundle, path, language, (in.u32() & 1) != 0);
    channel.write(Kind.COMPILED, new WireOut().i64(script.number()).texts(script.functions()));
  }

  private void release(WireIn in) {
    long scope = in.i64();
    long[] handles = new long[in.count()];
    for (int i = 0; i < handles.length; ++i) handles[i] = in.i64();
    host.scopes().release(scope, handles);
  }

  private void render(WireIn in) throws IOException, UnknownPlace {
    Scope scope = host.scopes().scope(in.i64());
    long handle = in.i64();
    int form = in.u8();
    Object object = scope.object(handle);
    if (object == null) throw new UnknownPlace("There is no object " + handle + " any more.");
    ValueCodec values = new ValueCodec(scope);
    Conversions conversions = new Conversions(StandardCharsets.UTF_8);
    WireOut out = new WireOut();
    if (form == 0) values.write(out, conversions.text(object));
    else if (form == 2) values.writeCopy(out, object);
    else new BodyWriter(scope, new CallerLink(channel, guard, values, Set.of())).writeContent(out, 3, conversions.bytes(object));
    channel.write(Kind.RENDERED, out);
  }

  private void ping(WireIn in) throws IOException {
    Runtime runtime = Runtime.getRuntime();
    WireOut out = new WireOut().i64(in.i64()).i64(runtime.totalMemory() - runtime.freeMemory()).i64(runtime.maxMemory());
    channel.write(Kind.PONG, out.i64(host.scopes().handles()).u32(host.watchdog().stuck()));
  }

  private void fail(Throwable thrown) throws IOException {
    writeError(Failure.of(thrown), false);
  }

  private void writeError(Failure failure, boolean connectionEnds) throws IOException {
    WireOut out = new WireOut().u8(failure.reason()).text(failure.description());
    new ErrorCodec(new Scope()).write(out, failure.error());
    out.text(failure.script()).u32(failure.line()).text(failure.stackTrace()).bool(false).bool(connectionEnds).text(failure.hint());
    channel.write(Kind.ERROR, out);
  }

  /** On the watchdog's thread: the script of this connection cannot be ended. */
  private void giveUp() {
    try {
      String script = group.call() == null ? "" : group.call().output().origin().script();
      HostLog.write("error", group.call() == null ? com.iflowsim.host.log.Origin.NONE : group.call().output().origin(),
          "The script cannot be ended and keeps a thread busy; the host of scripts should be restarted.");
      writeError(Failure.tooLate(script), true);
      channel.close();
    } catch (IOException closed) {
      return;
    }
  }
}
