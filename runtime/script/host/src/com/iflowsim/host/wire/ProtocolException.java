package com.iflowsim.host.wire;

/** The other side sent something that the protocol does not know; the text says what. */
public final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ProtocolException(String message) {
    super(message);
  }
}
