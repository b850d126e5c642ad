package com.sap.it.spi;

import com.sap.it.api.ITApi;
import com.sap.it.api.exception.InvalidContextException;

/** Gives out one service. */
public interface ITApiHandler<T extends ITApi> {
  @SuppressWarnings("hiding")
  <T extends ITApi> T getApi(Object context) throws InvalidContextException;
}
