package com.sap.it.op.b2b.monitor.api;

/** A fixed value of the B2B monitor. */
public enum FunctionalAcknowledgementStatus {
  EXPECTED,
  NOT_EXPECTED,
  ACCEPTED,
  PARTIALLY_ACCEPTED,
  REJECTED
}
