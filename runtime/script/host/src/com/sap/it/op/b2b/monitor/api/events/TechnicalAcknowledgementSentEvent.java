package com.sap.it.op.b2b.monitor.api.events;

/** An event of the B2B monitor. */
public class TechnicalAcknowledgementSentEvent extends TechnicalAcknowledgementEvent {}
