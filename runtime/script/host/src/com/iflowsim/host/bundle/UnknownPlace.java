package com.iflowsim.host.bundle;

/** No such bundle, script or function; the text says what there is. */
public final class UnknownPlace extends Exception {
  private static final long serialVersionUID = 1L;

  public UnknownPlace(String message) {
    super(message);
  }
}
