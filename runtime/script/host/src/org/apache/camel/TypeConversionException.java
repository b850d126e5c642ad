package org.apache.camel;

/** A value cannot become what was asked for. */
public class TypeConversionException extends RuntimeCamelException {
  private static final long serialVersionUID = 1L;

  public TypeConversionException(Object value, Class<?> type, Throwable cause) {
    super("Error during type conversion from type: " + (value == null ? null : value.getClass().getCanonicalName())
        + " to the required type: " + type.getCanonicalName() + " with value " + value + " due to " + cause, cause);
  }
}
