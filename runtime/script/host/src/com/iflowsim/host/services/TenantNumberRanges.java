package com.iflowsim.host.services;

import com.sap.it.api.nrc.NumberRangeConfigurationService;
import com.sap.it.api.nrc.exception.NumberRangeConfigException;

/** Number ranges of the tenant. */
final class TenantNumberRanges implements NumberRangeConfigurationService {
  @Override
  public String getNextValuefromNumberRange(String name, Object parameters) throws NumberRangeConfigException {
    try {
      return (String) Services.ask(NumberRangeConfigurationService.class, "getNextValue", name);
    } catch (NumberRangeConfigException e) {
      throw e;
    } catch (Exception e) {
      throw Services.unexpected(e);
    }
  }
}
