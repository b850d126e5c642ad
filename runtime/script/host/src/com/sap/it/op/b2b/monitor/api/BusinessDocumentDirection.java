package com.sap.it.op.b2b.monitor.api;

/** A fixed value of the B2B monitor. */
public enum BusinessDocumentDirection {
  INBOUND,
  OUTBOUND,
  MIDDLEWARE_LOCAL
}
