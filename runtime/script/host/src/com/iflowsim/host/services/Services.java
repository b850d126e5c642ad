package com.iflowsim.host.services;

import com.iflowsim.host.call.CallContext;
import com.iflowsim.host.call.CallGroup;
import com.iflowsim.host.call.CallerLink;
import com.sap.it.api.ITApi;
import com.sap.it.api.asdk.datastore.DataStoreService;
import com.sap.it.api.exception.ITApiRuntimeException;
import com.sap.it.api.exception.InvalidContextException;
import com.sap.it.api.keystore.KeystoreService;
import com.sap.it.api.mapping.ValueMappingApi;
import com.sap.it.api.nrc.NumberRangeConfigurationService;
import com.sap.it.api.pd.PartnerDirectoryService;
import com.sap.it.api.securestore.SecureStoreService;

/** The services of the platform, as far as the tenant answers them. */
public final class Services {
  private Services() {}

  /** The service of that type. Throws InvalidContextException for a type that nobody knows. */
  public static ITApi of(Class<? extends ITApi> type) throws InvalidContextException {
    if (type == SecureStoreService.class) return new TenantSecureStore();
    if (type == ValueMappingApi.class) return new TenantValueMapping();
    if (type == PartnerDirectoryService.class) return new TenantPartnerDirectory();
    if (type == NumberRangeConfigurationService.class) return new TenantNumberRanges();
    if (type == KeystoreService.class) return new TenantKeystore();
    if (type == DataStoreService.class) return new TenantDataStore();
    throw new InvalidContextException("There is no service " + (type == null ? null : type.getName()) + ".");
  }

  /** Asks the tenant. Throws what the tenant answers, and ITApiRuntimeException when it does not have the service at all. */
  static Object ask(Class<?> service, String method, Object... arguments) throws Exception {
    CallContext call = CallGroup.currentCall();
    if (call == null) throw new IllegalStateException("Services of the tenant are there while a script is called.");
    CallerLink caller = call.caller();
    String name = service.getSimpleName();
    if (!caller.offers(name)) throw new ITApiRuntimeException("The service " + name + " is not available in this tenant.");
    return caller.call(name, method, arguments);
  }

  /** An exception of a class that the caller of the service does not declare. */
  static RuntimeException unexpected(Exception failure) {
    return failure instanceof RuntimeException known ? known : new ITApiRuntimeException(failure.getMessage(), failure);
  }
}
