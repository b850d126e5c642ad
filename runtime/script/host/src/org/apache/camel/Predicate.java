package org.apache.camel;

/** A condition on an exchange. */
public interface Predicate {
  boolean matches(Exchange exchange);
}
