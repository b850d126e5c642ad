package com.iflowsim.host.services;

import com.iflowsim.host.call.CallContext;
import com.iflowsim.host.call.CallGroup;
import com.sap.it.api.exception.ITApiRuntimeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;

/**
 * An expression in the Simple language. Headers, properties and the body are those that the script sees; everything else the tenant
 * evaluates, on the message as it was before the script. Source: script-api section 9.
 */
public final class SimpleExpression implements Expression, Predicate {
  private static final String SERVICE = "SimpleLanguage";
  private static final Pattern PLACE = Pattern.compile("\\$\\{(?:(in\\.body|body|exchangeId|id)|(in\\.headers?|headers?|property|exchangeProperty)[.:]([^{}\\[\\]?]+))\\}");

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
    return Boolean.parseBoolean(String.valueOf(ask()));
  }

  private Object value(Exchange exchange) {
    Matcher places = PLACE.matcher(text);
    if (places.matches()) return value(exchange, places);
    if (places.replaceAll("").contains("${") || isCondition()) return ask();
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

  private Object ask() {
    CallContext call = CallGroup.currentCall();
    if (call == null || !call.caller().offers(SERVICE)) {
      throw new ITApiRuntimeException("The expression " + text + " cannot be evaluated: this tenant answers scripts no Simple language. "
          + "Headers, properties and the body work without it.");
    }
    try {
      return call.caller().call(SERVICE, "evaluate", text);
    } catch (Exception e) {
      throw Services.unexpected(e);
    }
  }
}
