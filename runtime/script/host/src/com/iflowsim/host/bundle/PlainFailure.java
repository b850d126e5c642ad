package com.iflowsim.host.bundle;

/** A call failed, and what is reported is this error as it is, not as the failure of a script. */
public final class PlainFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Throwable error;
  private final int line;

  /** The line is that of the file that was called; 0: not known. */
  public PlainFailure(Throwable error, int line) {
    super(error.getMessage(), error);
    this.error = error;
    this.line = line;
  }

  public Throwable error() {
    return error;
  }

  public int line() {
    return line;
  }
}
