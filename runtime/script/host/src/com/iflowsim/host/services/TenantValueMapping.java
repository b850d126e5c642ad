package com.iflowsim.host.services;

import com.sap.it.api.mapping.ValueMappingApi;

/** Value mappings of the tenant. */
final class TenantValueMapping implements ValueMappingApi {
  @Override
  public String getMappedValue(
      String sourceAgency, String sourceIdentifier, String sourceValue, String targetAgency, String targetIdentifier) {
    if (sourceValue == null) return null;
    try {
      return (String) Services.ask(
          ValueMappingApi.class, "getMappedValue", sourceAgency, sourceIdentifier, sourceValue, targetAgency, targetIdentifier);
    } catch (Exception e) {
      throw Services.unexpected(e);
    }
  }
}
