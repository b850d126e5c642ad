package com.sap.it.api.nrc;

import com.sap.it.api.ITApi;
import com.sap.it.api.nrc.exception.NumberRangeConfigException;

/** Number ranges of the tenant. */
public interface NumberRangeConfigurationService extends ITApi {
  /** The next value, padded; the second argument does not matter. */
  String getNextValuefromNumberRange(String name, Object parameters) throws NumberRangeConfigException;
}
