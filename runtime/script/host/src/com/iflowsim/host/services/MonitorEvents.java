package com.iflowsim.host.services;

import com.iflowsim.host.b2b.MonitorBean;
import com.iflowsim.host.call.CallContext;
import com.iflowsim.host.call.CallGroup;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hands events of the B2B monitor to the tenant, when it wants them. */
public final class MonitorEvents {
  private MonitorEvents() {}

  /** Reports an event; without effect when the tenant has no such monitor. */
  public static void report(String event, String how, Map<String, Object> values) throws Exception {
    CallContext call = CallGroup.currentCall();
    if (call != null && call.caller().offers("B2BMonitoringApi")) call.caller().call("B2BMonitoringApi", how, event, copy(values));
  }

  private static Map<String, Object> copy(Map<String, Object> values) {
    Map<String, Object> copy = new LinkedHashMap<>();
    values.forEach((name, value) -> copy.put(name, value instanceof MonitorBean bean ? copy(bean.values()) : value));
    return copy;
  }
}
