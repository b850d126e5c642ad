package com.iflowsim.host.b2b;

import com.iflowsim.host.services.MonitorEvents;
import groovy.lang.MissingMethodException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bean whose getters, setters and makers need no declaration: Groovy asks {@link #methodMissing} for them. Source: script-api
 * section 8.
 */
public class MonitorBean {
  private static final String PACKAGE = "com.sap.it.op.b2b.monitor.api.";

  private final Map<String, Object> values = new LinkedHashMap<>();

  /** What was set and made, by name, in order. */
  public Map<String, Object> values() {
    return values;
  }

  /** Called by Groovy for methods that the class does not have. */
  public Object methodMissing(String name, Object argumentList) throws Exception {
    Object[] arguments = (Object[]) argumentList;
    if (name.startsWith("set") && arguments.length == 1) return set(name.substring(3), arguments[0]);
    boolean isEntry = (name.startsWith("set") || name.startsWith("add")) && arguments.length == 2;
    if (isEntry) return set(name.substring(3) + "." + arguments[0], arguments[1]);
    if (name.startsWith("get") && arguments.length == 0) return value(name.substring(3));
    if (name.startsWith("is") && arguments.length == 0) return values.get(name.substring(2));
    if (name.startsWith("createUpdate") && arguments.length == 1) return make(name.substring(12), arguments[0]);
    if (name.startsWith("create") && arguments.length == 0) return make(name.substring(6), null);
    if (name.startsWith("submit") && arguments.length == 0) return submit(name);
    throw new MissingMethodException(name, getClass(), arguments);
  }

  private Object set(String name, Object value) {
    values.put(name, value);
    return null;
  }

  private Object value(String name) throws Exception {
    if (name.equals("CustomObjects") && !values.containsKey(name)) return make(name, null);
    return values.get(name);
  }

  private Object make(String what, Object id) throws Exception {
    MonitorBean bean = typeOf(what).getConstructor().newInstance();
    if (id != null) bean.values.put("Id", id);
    else if (!what.endsWith("Event")) bean.values.put("Id", java.util.UUID.randomUUID().toString());
    if (!what.endsWith("Event")) values.put(what, bean);
    return bean;
  }

  private Object submit(String how) throws Exception {
    MonitorEvents.report(getClass().getSimpleName(), how, values);
    return null;
  }

  private static Class<? extends MonitorBean> typeOf(String what) throws ClassNotFoundException {
    String name = switch (what) {
      case "Payload" -> "BusinessDocumentPayload";
      case "Agreement" -> "TradingPartnerAgreement";
      default -> what.endsWith("Event") ? "events." + what : what;
    };
    return Class.forName(PACKAGE + name).asSubclass(MonitorBean.class);
  }
}
