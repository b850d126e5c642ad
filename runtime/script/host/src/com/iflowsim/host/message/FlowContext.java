package com.iflowsim.host.message;

import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.TypeConverter;
import org.apache.camel.spi.Registry;

/** The flow as Camel's context: it has a name and converts values; endpoints and registered objects are not simulated. */
record FlowContext(String flowId, Conversions conversions) implements CamelContext {
  @Override
  public String getName() {
    return flowId;
  }

  @Override
  public Collection<Endpoint> getEndpoints() {
    return List.of();
  }

  @Override
  public Registry getRegistry() {
    return name -> null;
  }

  @Override
  public TypeConverter getTypeConverter() {
    return new TypeConverter() {
      @Override
      public <T> T convertTo(Class<T> type, Object value) {
        return conversions.convert(value, type);
      }
    };
  }
}
