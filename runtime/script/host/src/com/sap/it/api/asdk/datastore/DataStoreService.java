package com.sap.it.api.asdk.datastore;

import com.sap.it.api.ITApi;

/** The data stores of the tenant. Source: script-api 4.6. */
public interface DataStoreService extends ITApi {
  /** Null when there is no such entry. */
  DataBean get(String storeName, String id) throws Exception;

  void put(DataBean data, DataConfig config) throws Exception;

  void delete(String storeName, String id) throws Exception;
}
