package com.sap.conn.jco;

/** Only imported: the simulator has nothing behind it. */
public class JCoException extends Exception {
  private static final long serialVersionUID = 1L;
}
