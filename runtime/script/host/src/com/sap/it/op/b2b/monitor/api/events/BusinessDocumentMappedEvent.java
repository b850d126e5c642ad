package com.sap.it.op.b2b.monitor.api.events;

import com.iflowsim.host.b2b.MonitorBean;
/** An event of the B2B monitor. */
public class BusinessDocumentMappedEvent extends MonitorBean {}
