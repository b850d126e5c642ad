package org.apache.camel;

/** Something to be evaluated on an exchange. */
public interface Expression {
  <T> T evaluate(Exchange exchange, Class<T> type);
}
