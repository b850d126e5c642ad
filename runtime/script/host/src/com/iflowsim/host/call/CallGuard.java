package com.iflowsim.host.call;

/**
 * Who may end the script of one worker thread, and when. The watchdog ends it only while the thread is in the script: never while it
 * reads or writes the connection.
 */
public final class CallGuard {
  private enum State { IDLE, IN_SCRIPT, IN_HOST, STOPPING, STUCK }

  private final Thread worker;
  private State state = State.IDLE;
  private long deadline;
  private long stopSince;

  public CallGuard(Thread worker) {
    this.worker = worker;
  }

  /** The script begins. Milliseconds; 0: no limit. */
  public synchronized void begin(int limit) {
    deadline = limit == 0 ? Long.MAX_VALUE : System.nanoTime() + limit * 1_000_000L;
    state = State.IN_SCRIPT;
  }

  /** Ends the call; true when it was in time. After this no ThreadDeath comes any more. */
  public boolean end() {
    boolean inTime = true;
    for (;;) {
      try {
        synchronized (this) {
          if (state == State.STUCK) return false;
          inTime &= state != State.STOPPING;
          state = State.IDLE;
        }
        if (!inTime) Thread.sleep(1);
        Thread.interrupted();
        return inTime;
      } catch (ThreadDeath | InterruptedException late) {
        inTime = false;
      }
    }
  }

  /** The thread leaves the script to speak with the caller, for as long as the result is open. */
  public Passage leaveScript() {
    synchronized (this) {
      if (state == State.IN_SCRIPT) state = State.IN_HOST;
    }
    return this::backToScript;
  }

  public synchronized boolean isInScript() {
    return state == State.IN_SCRIPT || state == State.STOPPING;
  }

  /** The call is answered by somebody else, its thread is given up. */
  public synchronized boolean isStuck() {
    return state == State.STUCK;
  }

  /** For the watchdog: ends a script that is late. True when the thread must be given up after so many nanoseconds of trying. */
  @SuppressWarnings({"deprecation", "removal"})
  synchronized boolean endIfLate(long now, long patience) {
    if (state == State.IN_SCRIPT && now - deadline >= 0 && deadline != Long.MAX_VALUE) {
      state = State.STOPPING;
      stopSince = now;
    }
    if (state != State.STOPPING) return false;
    if (now - stopSince > patience) {
      state = State.STUCK;
      return true;
    }
    worker.interrupt();
    worker.stop();
    return false;
  }

  private synchronized void backToScript() {
    if (state == State.IN_HOST) state = State.IN_SCRIPT;
  }

  /** Open while the thread is outside of the script. */
  public interface Passage extends AutoCloseable {
    @Override
    void close();
  }
}
