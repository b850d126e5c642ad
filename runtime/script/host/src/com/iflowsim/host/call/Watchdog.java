package com.iflowsim.host.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends scripts that take too long; answers for those that cannot be ended. One thread for all connections. */
public final class Watchdog implements Runnable {
  private static final long TURN = 20;
  private static final long PATIENCE = 2_000_000_000L;

  private final Map<CallGuard, Runnable> guards = new ConcurrentHashMap<>();
  private final AtomicInteger stuck = new AtomicInteger();

  /** Calls that could not be ended. */
  public int stuck() {
    return stuck.get();
  }

  /** What to do when the call of that guard cannot be ended. */
  public void watch(CallGuard guard, Runnable giveUp) {
    guards.put(guard, giveUp);
  }

  /** The worker of the guard ends. */
  public void forget(CallGuard guard) {
    guards.remove(guard);
    if (guard.isStuck()) stuck.decrementAndGet();
  }

  @Override
  public void run() {
    try {
      for (;;) {
        Thread.sleep(TURN);
        long now = System.nanoTime();
        guards.forEach((guard, giveUp) -> {
          if (!guard.endIfLate(now, PATIENCE)) return;
          stuck.incrementAndGet();
          guards.put(guard, () -> {});
          giveUp.run();
        });
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }
}
