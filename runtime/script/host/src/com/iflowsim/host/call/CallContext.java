package com.iflowsim.host.call;

import com.iflowsim.host.log.CallOutput;

/** Whose call a thread works for. */
public record CallContext(Thread worker, CallGuard guard, CallerLink caller, CallOutput output) {
  /** Code of a script runs on the current thread. */
  public boolean isInScript() {
    return Thread.currentThread() != worker || guard.isInScript();
  }
}
