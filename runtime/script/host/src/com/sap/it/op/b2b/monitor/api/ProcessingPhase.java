package com.sap.it.op.b2b.monitor.api;

/** A fixed value of the B2B monitor. */
public enum ProcessingPhase {
  PAYLOAD_PLAIN,
  PAYLOAD_SNAPSHOT
}
