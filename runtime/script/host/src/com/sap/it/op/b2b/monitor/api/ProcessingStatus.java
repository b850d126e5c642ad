package com.sap.it.op.b2b.monitor.api;

/** A fixed value of the B2B monitor. */
public enum ProcessingStatus {
  PROCESSING,
  COMPLETED,
  FAILED,
  UNASSIGNED,
  RETRY,
  WAITING_FOR_ACKNOWLEDGEMENT
}
