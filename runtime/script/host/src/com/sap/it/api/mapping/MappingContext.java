package com.sap.it.api.mapping;

/** The message around a mapping function. */
public interface MappingContext {
  Object getProperty(String name);

  /** An old slip that is still called. */
  Object getPropery(String name);

  void setProperty(String name, Object value);

  String getHeader(String name);

  void setHeader(String name, String value);

  void addWarning(String text);
}
