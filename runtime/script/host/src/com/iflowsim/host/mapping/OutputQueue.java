package com.iflowsim.host.mapping;

import com.sap.it.api.mapping.Output;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What one call of a mapping function gives out, in order. Suppressed values, context changes and nil elements stand in it as texts
 * that no message holds; inputs of functions hold the same. Source: script-api section 6. Not thread-safe.
 */
public final class OutputQueue implements Output {
  /** The element is left out. */
  public static final String SUPPRESS = "\uE000suppress\uE000";
  /** What follows belongs to the next context. */
  public static final String CONTEXT_CHANGE = "\uE000context-change\uE000";
  /** The element has no content and is marked as nil. */
  public static final String NIL = "\uE000nil\uE000";

  private final List<String> values = new ArrayList<>();

  /** Texts, the marks above, and null; not to be changed. */
  public List<String> values() {
    return Collections.unmodifiableList(values);
  }

  /** Other values than texts become their text. */
  @Override
  public void addValue(Object value) {
    values.add(value == null ? null : value.toString());
  }

  @Override
  public void addSuppress() {
    values.add(SUPPRESS);
  }

  @Override
  public void addContextChange() {
    values.add(CONTEXT_CHANGE);
  }

  @Override
  public void addXSINIL() {
    values.add(NIL);
  }

  @Override
  public void clear() {
    values.clear();
  }

  @Override
  public boolean isSuppress(Object value) {
    return SUPPRESS.equals(value);
  }

  @Override
  public boolean isContextChange(Object value) {
    return CONTEXT_CHANGE.equals(value);
  }

  @Override
  public boolean isXSINIL(Object value) {
    return NIL.equals(value);
  }
}
