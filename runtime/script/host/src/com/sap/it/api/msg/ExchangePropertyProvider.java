package com.sap.it.api.msg;

import java.util.Map;

/** The properties of the exchange, live. */
public interface ExchangePropertyProvider {
  Map<String, Object> getProperties();

  Object getProperty(String name);
}
