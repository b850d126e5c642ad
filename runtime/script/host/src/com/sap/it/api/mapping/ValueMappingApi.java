package com.sap.it.api.mapping;

import com.sap.it.api.ITApi;

/** Deployed value mappings; null where there is no entry. */
public interface ValueMappingApi extends ITApi {
  String getMappedValue(
      String sourceAgency, String sourceIdentifier, String sourceValue, String targetAgency, String targetIdentifier);
}
