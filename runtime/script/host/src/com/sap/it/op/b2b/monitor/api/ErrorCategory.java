package com.sap.it.op.b2b.monitor.api;

/** A fixed value of the B2B monitor. */
public enum ErrorCategory {
  CONFIGURATION_ACCESS,
  DOCUMENT_VALIDATION,
  DOCUMENT_TRANSMISSION,
  ACKNOWLEDGEMENT_OVERDUE,
  OTHER
}
