package com.iflowsim.host.services;

import java.lang.reflect.Field;
import java.util.Map;

/** The variables of the environment that scripts see: those of a tenant that published scripts ask for, and none of the server's. */
public final class SystemTable {
  private static final Map<String, String> VALUES = Map.of(
      "TENANT_NAME", "iflowsim",
      "IT_SYSTEM_ID", "iflowsim",
      "IT_TENANT_UX_DOMAIN", "localhost",
      "HC_HOST", "localhost",
      "HC_REGION", "local",
      "HC_ACCOUNT", "iflowsim",
      "HC_APPLICATION", "iflowsim",
      "HC_APPLICATION_URL", "http://localhost");

  private SystemTable() {}

  /** Null for a name that is not in the table. */
  public static String value(String name) {
    return VALUES.get(name);
  }

  /** Makes {@code System.getenv} answer from the table. Throws IllegalStateException when Java was started without the option that opens {@code java.lang}. */
  @SuppressWarnings("unchecked")
  public static void replaceEnvironment() {
    try {
      Field field = Class.forName("java.lang.ProcessEnvironment").getDeclaredField("theUnmodifiableEnvironment");
      field.setAccessible(true);
      Object unmodifiable = field.get(null);
      Field inner = unmodifiable.getClass().getDeclaredField("m");
      inner.setAccessible(true);
      Map<String, String> environment = (Map<String, String>) inner.get(unmodifiable);
      environment.clear();
      environment.putAll(VALUES);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException("The environment cannot be hidden from scripts; was Java started with the options of the build?", e);
    }
  }
}
