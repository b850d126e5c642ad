package com.iflowsim.host.scope;

import com.iflowsim.host.message.ScriptMessageLog;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** The objects of one message that stay in the host, by handle. Branches of the message share it; thread-safe. */
public final class Scope {
  private static final java.util.concurrent.atomic.AtomicLong NEXT = new java.util.concurrent.atomic.AtomicLong(1);

  private final Map<Long, Object> objects = new HashMap<>();
  private final Map<Object, Long> handles = new IdentityHashMap<>();
  private final ScriptMessageLog log = new ScriptMessageLog();

  /** The handle of that very object; a new one for an object not seen before. Never 0, never used again. */
  public synchronized long handleOf(Object object) {
    Long known = handles.get(object);
    if (known != null) return known;
    long handle = NEXT.getAndIncrement();
    objects.put(handle, object);
    handles.put(object, handle);
    return handle;
  }

  /** Null when there is none. */
  public synchronized Object object(long handle) {
    return objects.get(handle);
  }

  public synchronized void release(long handle) {
    Object object = objects.remove(handle);
    if (object != null) handles.remove(object);
  }

  public synchronized int size() {
    return objects.size();
  }

  public ScriptMessageLog log() {
    return log;
  }
}
