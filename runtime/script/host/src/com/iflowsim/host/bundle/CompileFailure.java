package com.iflowsim.host.bundle;

/** A script does not compile; the message is the compiler's text. */
public final class CompileFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String script;
  private final int line;

  public CompileFailure(String script, int line, Throwable cause) {
    super(cause.getMessage(), cause);
    this.script = script;
    this.line = line;
  }

  /** Path in the bundle. */
  public String script() {
    return script;
  }

  /** 0: not known. */
  public int line() {
    return line;
  }
}
