package com.iflowsim.host.codec;

/** Stands for an exception of the tenant whose class the host does not have; prints as that class would. */
public final class UnknownException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String className;

  UnknownException(String className, String message, Throwable cause) {
    super(message, cause);
    this.className = className;
  }

  public String className() {
    return className;
  }

  @Override
  public String toString() {
    return getMessage() == null ? className : className + ": " + getMessage();
  }
}
