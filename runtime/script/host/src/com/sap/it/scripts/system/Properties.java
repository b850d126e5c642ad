package com.sap.it.scripts.system;

import com.iflowsim.host.services.SystemTable;

/** What scripts may know of the system; the replacement for {@code System.getenv} and {@code System.getProperty}. */
public final class Properties {
  private Properties() {}

  /** Null for a name that the table does not have. */
  public static String get(String name) {
    return SystemTable.value(name);
  }

  /** As {@link #get}. */
  public static String getProperty(String name) {
    return get(name);
  }

  public static String getProperty(String name, String otherwise) {
    String value = get(name);
    return value == null ? otherwise : value;
  }

  /** As {@link #get}. */
  public static String getenv(String name) {
    return get(name);
  }
}
