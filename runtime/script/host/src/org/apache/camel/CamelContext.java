package org.apache.camel;

import java.util.Collection;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.Registry;

/** The deployed flow. */
public interface CamelContext {
  /** The id of the flow. */
  String getName();

  Collection<Endpoint> getEndpoints();

  Registry getRegistry();

  TypeConverter getTypeConverter();

  /** Only {@code simple} is there. */
  Language resolveLanguage(String name);
}
