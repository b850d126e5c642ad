package com.sap.it.api.mapping;

/** The queue that a mapping function fills. */
public interface Output {
  void addValue(Object value);

  void addSuppress();

  void addContextChange();

  void addXSINIL();

  void clear();

  boolean isSuppress(Object value);

  boolean isContextChange(Object value);

  boolean isXSINIL(Object value);
}
