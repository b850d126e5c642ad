package org.apache.camel;

/** Where messages come from or go to. */
public interface Endpoint {
  String getEndpointUri();
}
