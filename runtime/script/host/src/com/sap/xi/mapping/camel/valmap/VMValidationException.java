package com.sap.xi.mapping.camel.valmap;

/** Only imported: the simulator has nothing behind it. */
public class VMValidationException extends Exception {
  private static final long serialVersionUID = 1L;
}
