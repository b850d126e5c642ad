package org.apache.camel;

import java.io.StringReader;
import javax.xml.transform.stream.StreamSource;

/** A text as source of a transformation; it can be read again. */
public class StringSource extends StreamSource {
  private final String text;

  public StringSource(String text) {
    this.text = text;
  }

  public String getText() {
    return text;
  }

  @Override
  public java.io.Reader getReader() {
    return new StringReader(text);
  }

  @Override
  public String toString() {
    return "StringSource[" + text + "]";
  }
}
