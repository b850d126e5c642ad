package org.apache.camel.spi;

/** Named objects of a flow. */
public interface Registry {
  Object lookupByName(String name);
}
