package com.iflowsim.host.message;

import groovy.lang.GString;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.Date;
import javax.activation.DataHandler;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.apache.camel.StringSource;
import org.apache.camel.TypeConversionException;
import org.apache.camel.converter.stream.InputStreamCache;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/** Conversions of bodies and headers, in the charset of one message. Source: script-api 2.3. Not thread-safe. */
public final class Conversions {
  private final Charset charset;

  public Conversions(Charset charset) {
    this.charset = charset;
  }

  /** The value as that type; null when nothing converts it. Throws TypeConversionException for a value that does not fit. */
  public <T> T convert(Object value, Class<T> type) {
    if (value == null) return null;
    rewind(value);
    if (type.isInstance(value)) return type.cast(value);
    try {
      @SuppressWarnings("unchecked")
      T converted = (T) convertTo(value, boxed(type));
      return converted;
    } catch (IOException | RuntimeException e) {
      throw new TypeConversionException(value, type, e);
    } finally {
      rewind(value);
    }
  }

  /** The text of any value; never null but for null. */
  public String text(Object value) throws IOException {
    if (value == null) return null;
    if (value instanceof byte[] bytes) return new String(bytes, charset);
    if (value instanceof InputStream stream) return new String(stream.readAllBytes(), charset);
    if (value instanceof Reader reader) return readAll(reader);
    if (value instanceof Node node) return Xml.serialize(node);
    if (value instanceof File file) return new String(Files.readAllBytes(file.toPath()), charset);
    if (value instanceof DataHandler handler) return text(handler.getInputStream());
    if (value instanceof char[] characters) return new String(characters);
    return value.toString();
  }

  /** The bytes of any value. */
  public byte[] bytes(Object value) throws IOException {
    if (value instanceof byte[] bytes) return bytes;
    if (value instanceof InputStreamCache cache) return cache.content();
    if (value instanceof InputStream stream) return stream.readAllBytes();
    if (value instanceof Node node) return Xml.serializeToBytes(node);
    if (value instanceof File file) return Files.readAllBytes(file.toPath());
    if (value instanceof DataHandler handler) return bytes(handler.getInputStream());
    return text(value).getBytes(charset);
  }

  private Object convertTo(Object value, Class<?> type) throws IOException {
    if (type == String.class || type == CharSequence.class) return text(value);
    if (type == byte[].class) return bytes(value);
    if (type == InputStream.class || type == ByteArrayInputStream.class) return new ByteArrayInputStream(bytes(value));
    if (type == InputStreamCache.class || type == org.apache.camel.StreamCache.class) return new InputStreamCache(bytes(value));
    if (type == Reader.class) return reader(value);
    if (type == Document.class || type == Node.class) return document(value);
    if (type == StringSource.class) return new StringSource(text(value));
    if (type == Source.class || type == StreamSource.class) return new StreamSource(new ByteArrayInputStream(bytes(value)));
    if (type == Boolean.class) return bool(text(value).trim());
    if (Number.class.isAssignableFrom(type)) return number(value, type);
    return null;
  }

  private Reader reader(Object value) throws IOException {
    if (value instanceof byte[] || value instanceof InputStream || value instanceof File || value instanceof DataHandler) {
      return new InputStreamReader(new ByteArrayInputStream(bytes(value)), charset);
    }
    return new StringReader(text(value));
  }

  private Document document(Object value) throws IOException {
    if (value instanceof Node node) return node.getOwnerDocument();
    if (value instanceof CharSequence || value instanceof GString || value instanceof Reader) return Xml.parse(text(value));
    boolean isContent = value instanceof byte[] || value instanceof InputStream || value instanceof File || value instanceof DataHandler;
    return isContent ? Xml.parse(bytes(value)) : null;
  }

  private Object number(Object value, Class<?> type) throws IOException {
    if (value instanceof Date date) return type == Long.class ? date.getTime() : null;
    if (!(value instanceof Number number)) return numberOf(text(value).trim(), type);
    if (type == Integer.class) return number.intValue();
    if (type == Long.class) return number.longValue();
    if (type == Double.class) return number.doubleValue();
    if (type == Float.class) return number.floatValue();
    if (type == Short.class) return number.shortValue();
    if (type == Byte.class) return number.byteValue();
    if (type == BigDecimal.class) return new BigDecimal(number.toString());
    return type == BigInteger.class ? new BigDecimal(number.toString()).toBigInteger() : null;
  }

  private static Object numberOf(String text, Class<?> type) {
    if (type == Integer.class) return Integer.valueOf(text);
    if (type == Long.class) return Long.valueOf(text);
    if (type == Double.class) return Double.valueOf(text);
    if (type == Float.class) return Float.valueOf(text);
    if (type == Short.class) return Short.valueOf(text);
    if (type == Byte.class) return Byte.valueOf(text);
    if (type == BigDecimal.class) return new BigDecimal(text);
    return type == BigInteger.class ? new BigInteger(text) : null;
  }

  private static Boolean bool(String text) {
    if (text.equalsIgnoreCase("true")) return true;
    if (text.equalsIgnoreCase("false")) return false;
    throw new IllegalArgumentException("neither true nor false: " + text);
  }

  private static String readAll(Reader reader) throws IOException {
    StringWriter writer = new StringWriter();
    reader.transferTo(writer);
    return writer.toString();
  }

  private static void rewind(Object value) {
    if (value instanceof InputStreamCache cache) cache.reset();
  }

  private static Class<?> boxed(Class<?> type) {
    return type.isPrimitive() ? java.lang.invoke.MethodType.methodType(type).wrap().returnType() : type;
  }
}
