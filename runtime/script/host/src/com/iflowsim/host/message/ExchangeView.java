package com.iflowsim.host.message;

import com.sap.gateway.ip.core.customdev.processor.MessageImpl;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The message of a call, seen as Camel's exchange and Camel's message at once. */
public final class ExchangeView implements Exchange, Message {
  private final MessageImpl message;
  private final MessageContext context;

  public ExchangeView(MessageImpl message, MessageContext context) {
    this.message = message;
    this.context = context;
  }

  @Override
  public CamelContext getContext() {
    return new FlowContext(context.flowId(), message.conversions());
  }

  @Override
  public String getExchangeId() {
    return context.exchangeId();
  }

  @Override
  public Message getIn() {
    return this;
  }

  @Override
  public Message getOut() {
    return this;
  }

  @Override
  public Message getMessage() {
    return this;
  }

  @Override
  public Object getProperty(String name) {
    return message.getProperty(name);
  }

  @Override
  public <T> T getProperty(String name, Class<T> type) {
    return message.conversions().convert(message.getProperty(name), type);
  }

  @Override
  public void setProperty(String name, Object value) {
    message.setProperty(name, value);
  }

  @Override
  public Map<String, Object> getProperties() {
    return message.getProperties();
  }

  @Override
  public Endpoint getFromEndpoint() {
    return FlowContext.start(context.flowId());
  }

  @Override
  public Exception getException() {
    return message.getProperty(EXCEPTION_CAUGHT) instanceof Exception caught ? caught : null;
  }

  @Override
  public Object getBody() {
    return message.getBody();
  }

  @Override
  public <T> T getBody(Class<T> type) {
    return message.getBody(type);
  }

  @Override
  public void setBody(Object body) {
    message.setBody(body);
  }

  @Override
  public Object getHeader(String name) {
    return message.getHeaders().get(name);
  }

  @Override
  public <T> T getHeader(String name, Class<T> type) {
    return message.getHeader(name, type);
  }

  @Override
  public void setHeader(String name, Object value) {
    message.setHeader(name, value);
  }

  @Override
  public Map<String, Object> getHeaders() {
    return message.getHeaders();
  }

  @Override
  public void setHeaders(Map<String, Object> headers) {
    message.setHeaders(headers);
  }

  @Override
  public Object removeHeader(String name) {
    return message.getHeaders().remove(name);
  }

  @Override
  public boolean removeHeaders(String pattern) {
    if (!pattern.endsWith("*")) return message.getHeaders().keySet().removeIf(pattern::equalsIgnoreCase);
    String start = pattern.substring(0, pattern.length() - 1);
    return message.getHeaders().keySet().removeIf(name -> name.regionMatches(true, 0, start, 0, start.length()));
  }

  @Override
  public Exchange getExchange() {
    return this;
  }
}
