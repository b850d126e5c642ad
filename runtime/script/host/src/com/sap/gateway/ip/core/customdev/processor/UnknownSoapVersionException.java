package com.sap.gateway.ip.core.customdev.processor;

/** The version of SOAP is neither 1.1 nor 1.2. */
public class UnknownSoapVersionException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnknownSoapVersionException(String message) {
    super(message);
  }
}
