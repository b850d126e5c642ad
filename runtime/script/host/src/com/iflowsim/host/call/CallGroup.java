package com.iflowsim.host.call;

/** The threads of one connection: its worker, and whatever threads scripts start. Says whose call a thread works for. */
public final class CallGroup extends ThreadGroup {
  private volatile CallContext call;

  public CallGroup(String name) {
    super(name);
  }

  /** The call that the current thread belongs to; null when it belongs to none. */
  public static CallContext currentCall() {
    CallGroup group = currentGroup();
    return group == null ? null : group.call;
  }

  /** The group of the current thread; null when it was not started by a connection or a script. */
  public static CallGroup currentGroup() {
    for (ThreadGroup group = Thread.currentThread().getThreadGroup(); group != null; group = group.getParent()) {
      if (group instanceof CallGroup found) return found;
    }
    return null;
  }

  public void enter(CallContext context) {
    call = context;
  }

  public void leave() {
    call = null;
  }

  public CallContext call() {
    return call;
  }
}
