package com.iflowsim.host.server;

import com.iflowsim.host.call.CallContext;
import com.iflowsim.host.call.CallGroup;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.Permission;
import java.util.List;
import java.util.Set;

/**
 * Refuses scripts what would harm the tenant or the machine by mistake; no wall against malicious code. The host itself may do
 * everything: it is told from scripts by the thread.
 */
@SuppressWarnings("removal")
final class ScriptSecurity extends SecurityManager {
  private static final Set<String> REFUSED = Set.of("setSecurityManager", "setIO", "accessUnixDomainSocket");

  private final List<Path> readable;
  private final Path writable;
  private final boolean allowNetwork;

  ScriptSecurity(List<Path> readable, Path writable, boolean allowNetwork) {
    this.readable = readable;
    this.writable = writable;
    this.allowNetwork = allowNetwork;
    loadWhatChecksNeed();
  }

  @Override
  public void checkPermission(Permission permission) {
    if (REFUSED.contains(permission.getName()) && isScript()) throw new SecurityException("Scripts may not do " + permission.getName() + ".");
  }

  @Override
  public void checkPermission(Permission permission, Object context) {
    checkPermission(permission);
  }

  @Override
  public void checkExit(int status) {
    if (isScript()) throw new SecurityException("Scripts may not end the Java process (System.exit); return the message or throw an exception.");
  }

  @Override
  public void checkExec(String command) {
    if (isScript()) throw new SecurityException("Scripts may not start processes: " + command);
  }

  @Override
  public void checkConnect(String host, int port) {
    refuseNetwork(host + (port >= 0 ? ":" + port : ""));
  }

  @Override
  public void checkConnect(String host, int port, Object context) {
    checkConnect(host, port);
  }

  @Override
  public void checkListen(int port) {
    refuseNetwork("port " + port);
  }

  @Override
  public void checkAccept(String host, int port) {
    refuseNetwork(host + ":" + port);
  }

  @Override
  public void checkMulticast(InetAddress address) {
    refuseNetwork(String.valueOf(address));
  }

  @Override
  public void checkRead(String file) {
    if (!isScript()) return;
    Path path = Path.of(file).toAbsolutePath().normalize();
    if (path.startsWith(writable)) return;
    for (Path known : readable) {
      if (path.startsWith(known)) return;
    }
    throw new SecurityException("Scripts may not read " + file + "; they have the folder " + writable + ".");
  }

  @Override
  public void checkRead(String file, Object context) {
    checkRead(file);
  }

  @Override
  public void checkWrite(String file) {
    if (!isScript() || Path.of(file).toAbsolutePath().normalize().startsWith(writable)) return;
    throw new SecurityException("Scripts may not write " + file + "; they have the folder " + writable + ".");
  }

  @Override
  public void checkDelete(String file) {
    checkWrite(file);
  }

  @Override
  public void checkPackageAccess(String name) {
    // Every package is open: what Java's modules hide stays hidden.
  }

  @Override
  public void checkPropertyAccess(String key) {
    // Properties of the process hold no secret.
  }

  /** A class that a check has to load first would be checked itself, without end. */
  private void loadWhatChecksNeed() {
    try {
      Class.forName(CallGroup.class.getName());
      Class.forName(CallContext.class.getName());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The script host is incomplete.", e);
    }
    isScript();
    checkRead(writable.toString());
  }

  private void refuseNetwork(String target) {
    if (allowNetwork || !isScript()) return;
    throw new SecurityException("Scripts may not use the network (" + target + "); allow it in the tenant's settings.");
  }

  /** The current thread runs code of a script. Threads that nobody knows are taken for threads of scripts. */
  private static boolean isScript() {
    CallGroup group = CallGroup.currentGroup();
    if (group != null) {
      CallContext call = group.call();
      return call == null ? !Thread.currentThread().getName().equals(group.getName()) : call.isInScript();
    }
    String name = Thread.currentThread().getThreadGroup() == null ? "" : Thread.currentThread().getThreadGroup().getName();
    return !name.equals("main") && !name.equals("system");
  }
}
