package com.sap.esb.datastore;

/** The data stores of the tenant, as the flow's registry has them. Source: script-api 4.6. */
public interface DataStore {
  /** Times in milliseconds. */
  void put(Data data, boolean overwrite, boolean encrypt, long alertPeriod, long expirationPeriod) throws Exception;

  /** Null when there is no such entry; only store and id say which it is. */
  Data get(String storeName, String contextName, String qualifier, String id) throws Exception;
}
