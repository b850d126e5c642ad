package com.sap.it.op.b2b.monitor.api;

import com.iflowsim.host.b2b.MonitorBean;

/** A bean of the B2B monitor; what is set is what it gives. */
public class BusinessTransaction extends MonitorBean {}
