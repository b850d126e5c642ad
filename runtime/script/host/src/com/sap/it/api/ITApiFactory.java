package com.sap.it.api;

import com.iflowsim.host.services.Services;
import com.sap.it.api.exception.InvalidContextException;

/** Where scripts get services of the platform; never null. Source: script-api section 3. */
public final class ITApiFactory {
  private ITApiFactory() {}

  /** The context does not matter. */
  @SuppressWarnings("unchecked")
  public static <T extends ITApi> T getService(Class<? extends ITApi> type, Object context) throws InvalidContextException {
    return (T) Services.of(type);
  }

  /** The older name of {@link #getService}. */
  public static <T extends ITApi> T getApi(Class<? extends ITApi> type, Object context) throws InvalidContextException {
    return getService(type, context);
  }
}
