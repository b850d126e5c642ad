package com.iflowsim.host.message;

import com.iflowsim.host.services.SimpleExpression;
import com.iflowsim.host.services.TenantDataStore;
import com.sap.esb.datastore.DataStore;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.TypeConverter;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.Registry;

/** The flow as Camel's context: its name, the endpoint it starts at, the data stores, the Simple language and conversions. */
record FlowContext(String flowId, Conversions conversions) implements CamelContext {
  @Override
  public String getName() {
    return flowId;
  }

  @Override
  public Collection<Endpoint> getEndpoints() {
    return List.of(start(flowId));
  }

  @Override
  public Registry getRegistry() {
    return name -> DataStore.class.getName().equals(name) ? new TenantDataStore() : null;
  }

  @Override
  public Language resolveLanguage(String name) {
    if (!"simple".equals(name)) throw new IllegalArgumentException("There is no language " + name + "; scripts have simple.");
    return new Language() {
      @Override
      public Expression createExpression(String expression) {
        return new SimpleExpression(expression);
      }

      @Override
      public Predicate createPredicate(String expression) {
        return new SimpleExpression(expression);
      }
    };
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

  /** Where messages of the flow come from. */
  static Endpoint start(String flowId) {
    return new Start("direct:" + flowId);
  }

  private record Start(String uri) implements Endpoint {
    @Override
    public String getEndpointUri() {
      return uri;
    }

    @Override
    public String toString() {
      return "Endpoint[" + uri + "]";
    }
  }
}
