package org.apache.camel.spi;

import org.apache.camel.Expression;
import org.apache.camel.Predicate;

/** A language of expressions. */
public interface Language {
  Expression createExpression(String expression);

  Predicate createPredicate(String expression);
}
