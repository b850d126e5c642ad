package com.sap.gateway.ip.core.customdev.processor;

/** The fault code is none of those of its version of SOAP. */
public class UnknownFaultCodeException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnknownFaultCodeException(String message) {
    super(message);
  }
}
