package com.iflowsim.host.services;

import com.sap.esb.datastore.Data;
import com.sap.esb.datastore.DataStore;
import com.sap.it.api.asdk.datastore.DataBean;
import com.sap.it.api.asdk.datastore.DataConfig;
import com.sap.it.api.asdk.datastore.DataStoreService;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The data stores of the tenant, by both of the platform's interfaces. What the tenant answers as an error is thrown as it is. */
public final class TenantDataStore implements DataStoreService, DataStore {
  @Override
  public DataBean get(String storeName, String id) throws Exception {
    if (!(Services.ask(DataStoreService.class, "get", storeName, id) instanceof Map<?, ?> found)) return null;
    DataBean bean = new DataBean();
    bean.setDataAsArray(bytes(found.get("data")));
    if (found.get("headers") instanceof Map<?, ?> headers) headers.forEach((name, value) -> bean.getHeaders().put("" + name, value));
    return bean;
  }

  @Override
  public void put(DataBean data, DataConfig config) throws Exception {
    put(config.getStoreName(), config.getId(), data.getDataAsArray(), data.getHeaders(), config.isOverwrite(), config.getExpires());
  }

  @Override
  public void delete(String storeName, String id) throws Exception {
    Services.ask(DataStoreService.class, "delete", storeName, id);
  }

  @Override
  public void put(Data data, boolean overwrite, boolean encrypt, long alertPeriod, long expirationPeriod) throws Exception {
    int days = (int) Math.max(1, TimeUnit.MILLISECONDS.toDays(expirationPeriod));
    put(data.getStoreName(), data.getId(), data.getDataAsByteArray(), data.getHeaders(), overwrite, days);
  }

  @Override
  public Data get(String storeName, String contextName, String qualifier, String id) throws Exception {
    DataBean bean = get(storeName, id);
    return bean == null ? null : new Data(storeName, contextName, qualifier, id, bean.getDataAsArray(), bean.getHeaders(), null);
  }

  private static void put(String store, String id, byte[] data, Map<String, Object> headers, boolean overwrite, int days) throws Exception {
    byte[] content = data == null ? new byte[0] : data;
    Services.ask(DataStoreService.class, "put", store, id, content, headers == null ? new HashMap<>() : headers, overwrite, days);
  }

  private static byte[] bytes(Object data) {
    if (data instanceof byte[] bytes) return bytes;
    return data == null ? new byte[0] : data.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
