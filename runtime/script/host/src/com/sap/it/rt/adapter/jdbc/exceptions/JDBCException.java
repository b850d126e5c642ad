package com.sap.it.rt.adapter.jdbc.exceptions;

/** A call of a database failed. */
public class JDBCException extends Exception {
  private static final long serialVersionUID = 1L;

  public JDBCException() {}

  public JDBCException(String message) {
    super(message);
  }

  public JDBCException(String message, Throwable cause) {
    super(message, cause);
  }

  public JDBCException(Throwable cause) {
    super(cause);
  }
}
