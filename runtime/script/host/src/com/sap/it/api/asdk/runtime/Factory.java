package com.sap.it.api.asdk.runtime;

import com.iflowsim.host.services.Services;
import com.sap.it.api.ITApi;
import com.sap.it.api.exception.InvalidContextException;

/** Where adapters, and scripts that follow them, get services of the platform. */
public class Factory {
  private final Class<?> type;

  public Factory(Class<?> type) {
    this.type = type;
  }

  /** Null for a type that nobody knows. */
  @SuppressWarnings("unchecked")
  public <T> T getService() {
    if (!ITApi.class.isAssignableFrom(type)) return null;
    try {
      return (T) Services.of(type.asSubclass(ITApi.class));
    } catch (InvalidContextException unknown) {
      return null;
    }
  }
}
