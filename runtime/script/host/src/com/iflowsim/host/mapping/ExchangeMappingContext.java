package com.iflowsim.host.mapping;

import com.iflowsim.host.call.CallContext;
import com.iflowsim.host.call.CallGroup;
import com.sap.gateway.ip.core.customdev.util.Message;
import com.sap.it.api.mapping.MappingContext;

/** The message around a mapping function, live: what a function sets is there after the mapping. Source: script-api section 6. */
public final class ExchangeMappingContext implements MappingContext {
  private final Message message;

  public ExchangeMappingContext(Message message) {
    this.message = message;
  }

  @Override
  public Object getProperty(String name) {
    return message.getProperty(name);
  }

  @Override
  public Object getPropery(String name) {
    return getProperty(name);
  }

  @Override
  public void setProperty(String name, Object value) {
    message.setProperty(name, value);
  }

  @Override
  public String getHeader(String name) {
    return message.getHeader(name, String.class);
  }

  @Override
  public void setHeader(String name, String value) {
    message.setHeader(name, value);
  }

  /** A line of the technical log. */
  @Override
  public void addWarning(String text) {
    CallContext call = CallGroup.currentCall();
    if (call != null) call.output().log("warn", String.valueOf(text));
  }
}
