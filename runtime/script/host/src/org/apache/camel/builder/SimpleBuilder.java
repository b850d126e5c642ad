package org.apache.camel.builder;

import com.iflowsim.host.services.SimpleExpression;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;

/** An expression in the Simple language. */
public class SimpleBuilder implements Expression, Predicate {
  private final String text;
  private Class<?> resultType;

  public SimpleBuilder(String text) {
    this.text = text;
  }

  public static SimpleBuilder simple(String text) {
    return new SimpleBuilder(text);
  }

  public static SimpleBuilder simple(String text, Class<?> resultType) {
    SimpleBuilder builder = new SimpleBuilder(text);
    builder.setResultType(resultType);
    return builder;
  }

  public static SimpleBuilder simpleF(String format, Object... values) {
    return new SimpleBuilder(String.format(format, values));
  }

  public String getText() {
    return text;
  }

  public Class<?> getResultType() {
    return resultType;
  }

  public void setResultType(Class<?> resultType) {
    this.resultType = resultType;
  }

  @Override
  public <T> T evaluate(Exchange exchange, Class<T> type) {
    return new SimpleExpression(text).evaluate(exchange, type);
  }

  @Override
  public boolean matches(Exchange exchange) {
    return new SimpleExpression(text).matches(exchange);
  }
}
