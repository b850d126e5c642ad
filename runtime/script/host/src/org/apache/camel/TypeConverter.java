package org.apache.camel;

/** Converts values as {@code message.getBody(Class)} does. */
public interface TypeConverter {
  <T> T convertTo(Class<T> type, Object value);
}
