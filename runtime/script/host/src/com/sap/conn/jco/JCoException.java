package com.sap.conn.jco;

/** A call by JCo failed. */
public class JCoException extends Exception {
  private static final long serialVersionUID = 1L;

  public JCoException(String message) {
    super(message);
  }
}
