package org.apache.camel;

import java.io.IOException;
import java.io.OutputStream;

/** A stream that can be read again. */
public interface StreamCache {
  void reset();

  void writeTo(OutputStream stream) throws IOException;

  StreamCache copy(Exchange exchange) throws IOException;

  boolean inMemory();

  long length();
}
