package com.iflowsim.host.server;

import com.iflowsim.host.bundle.Bundles;
import com.iflowsim.host.bundle.ClassCache;
import com.iflowsim.host.bundle.ScriptCompiler;
import com.iflowsim.host.call.CallGroup;
import com.iflowsim.host.call.Watchdog;
import com.iflowsim.host.log.HostLog;
import com.iflowsim.host.scope.Scopes;
import com.iflowsim.host.wire.FrameChannel;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Listens on a UNIX domain socket and serves each connection on a thread of its own. */
public final class Host implements Closeable {
  static final String VERSION = "iflowsim 0.1.0, Groovy " + groovy.lang.GroovySystem.getVersion();
  private static final long STACK = 4L << 20;

  private final Bundles bundles;
  private final Scopes scopes = new Scopes();
  private final Watchdog watchdog = new Watchdog();
  private final ServerSocketChannel listener;
  private final Path socket;
  private int connections;

  /** Listens when it returns. Throws IOException when the socket cannot be made. */
  public Host(Options options) throws IOException {
    socket = options.socket();
    bundles = new Bundles(options.bundles(), new ScriptCompiler(new ClassCache(options.cache())));
    Files.createDirectories(options.files());
    Files.deleteIfExists(socket);
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
  }

  /** Accepts connections until {@link #close}. */
  public void serve() throws IOException {
    Thread watcher = new Thread(watchdog, "watchdog");
    watcher.setDaemon(true);
    watcher.setPriority(Thread.MAX_PRIORITY);
    watcher.start();
    try {
      for (;;) start(listener.accept());
    } catch (ClosedChannelException end) {
      watcher.interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    Files.deleteIfExists(socket);
  }

  Bundles bundles() {
    return bundles;
  }

  Scopes scopes() {
    return scopes;
  }

  Watchdog watchdog() {
    return watchdog;
  }

  private void start(SocketChannel connection) {
    String name = "connection " + ++connections;
    CallGroup group = new CallGroup(name);
    Thread thread = new Thread(group, new Worker(this, new FrameChannel(connection), group), name, STACK);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((worker, error) -> HostLog.write("error", name + " ended with " + error));
    thread.start();
  }
}
