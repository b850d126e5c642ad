package com.iflowsim.host.scope;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The scopes of all messages that are alive. Thread-safe. */
public final class Scopes {
  private final Map<Long, Scope> scopes = new ConcurrentHashMap<>();

  /** The scope of that number, made when it is new. */
  public Scope scope(long number) {
    return scopes.computeIfAbsent(number, any -> new Scope());
  }

  /** Ends the given handles; without any, the whole scope. */
  public void release(long number, long[] handles) {
    if (handles.length == 0) {
      scopes.remove(number);
      return;
    }
    Scope scope = scopes.get(number);
    if (scope == null) return;
    for (long handle : handles) scope.release(handle);
  }

  /** How many objects are kept in all. */
  public long handles() {
    return scopes.values().stream().mapToLong(Scope::size).sum();
  }
}
