package com.iflowsim.host.services;

import com.iflowsim.host.call.CallContext;
import com.iflowsim.host.call.CallGroup;
import com.sap.it.api.exception.ITApiRuntimeException;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.converter.stream.InputStreamCache;

/**
 * An expression in the Simple language. What names headers, properties or the body alone is read here; everything else the tenant
 * evaluates, on the message as the script sees it. Source: script-api section 9.
 */
public final class SimpleExpression implements Expression, Predicate {
  private static final String SERVICE = "SimpleLanguage";
  private static final Pattern PLACE = Pattern.compile("\\$\\{(?:(in\\.body|body|exchangeId|id)|(in\\.headers?|headers?|property|exchangeProperty)[.:]([^{}\\[\\]?()]+))\\}");

  private final String text;

  public SimpleExpression(String text) {
    this.text = text;
  }

  @Override
  public <T> T evaluate(Exchange exchange, Class<T> type) {
    return exchange.getContext().getTypeConverter().convertTo(type, value(exchange));
  }

  @Override
  public boolean matches(Exchange exchange) {
    return Boolean.TRUE.equals(ask("matches", exchange));
  }

  private Object value(Exchange exchange) {
    Matcher places = PLACE.matcher(text);
    if (places.matches()) return value(exchange, places);
    if (places.replaceAll("").contains("${") || isCondition()) return ask("evaluate", exchange);
    places.reset();
    return places.replaceAll(place -> Matcher.quoteReplacement(textOf(exchange, value(exchange, place))));
  }

  /** Words between two placeholders may be an operator, which the tenant knows better. */
  private boolean isCondition() {
    return text.matches("(?s).*\\}\\s+(==|=~|!=|>|<|>=|<=|contains|not|in|is|range|regex|starts|ends|&&|\\|\\|)\\s.*");
  }

  private static Object value(Exchange exchange, java.util.regex.MatchResult place) {
    if (place.group(1) != null) return place.group(1).endsWith("body") ? exchange.getIn().getBody() : exchange.getExchangeId();
    return place.group(2).contains("header") ? exchange.getIn().getHeader(place.group(3)) : exchange.getProperty(place.group(3));
  }

  private static String textOf(Exchange exchange, Object value) {
    return value == null ? "" : exchange.getContext().getTypeConverter().convertTo(String.class, value);
  }

  /** With what has no plain form as a list of its text: the tenant has the object, unless the script made it. */
  private static Map<String, Object> plain(Map<String, Object> entries) {
    Map<String, Object> plain = new LinkedHashMap<>();
    entries.forEach((name, value) -> plain.put(name, isPlain(value) ? value : List.of(String.valueOf(value))));
    return plain;
  }

  private static boolean isPlain(Object value) {
    return value == null || value instanceof CharSequence || value instanceof Number || value instanceof Boolean || value instanceof Character
        || value instanceof byte[] || value instanceof Date || value instanceof Throwable;
  }

  /** Null when the tenant has it; an empty list when there is none. */
  private Object body(Exchange exchange) {
    if (!text.contains("body")) return null;
    Object body = exchange.getIn().getBody();
    if (body == null) return List.of();
    if (body instanceof InputStreamCache) return null;
    return body instanceof byte[] || body instanceof String ? body : exchange.getIn().getBody(String.class);
  }

  private Object ask(String method, Exchange exchange) {
    CallContext call = CallGroup.currentCall();
    if (call == null || !call.caller().offers(SERVICE)) {
      throw new ITApiRuntimeException("The expression " + text + " cannot be evaluated: this tenant answers scripts no Simple language. "
          + "Headers, properties and the body work without it.");
    }
    try {
      return call.caller().call(SERVICE, method, text, plain(exchange.getIn().getHeaders()), plain(exchange.getProperties()), body(exchange));
    } catch (Exception e) {
      throw Services.unexpected(e);
    }
  }
}
