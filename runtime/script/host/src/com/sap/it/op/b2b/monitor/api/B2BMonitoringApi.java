package com.sap.it.op.b2b.monitor.api;

import com.iflowsim.host.b2b.MonitorBean;
import com.sap.it.api.ITApi;

/** The B2B monitor: makes events ({@code createErrorEvent()} and kin), which are reported when they are submitted. */
public class B2BMonitoringApi extends MonitorBean implements ITApi {}
