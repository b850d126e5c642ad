package com.iflowsim.host.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** The streams and readers of its body that a script was given; for hints at why it failed. Not thread-safe. */
public final class HandedStreams {
  private static final int MOST = 8;

  private final List<Object> streams = new ArrayList<>(2);

  /** Keeps it when it is a stream or a reader. */
  public <T> T add(T value) {
    boolean isStream = value instanceof ByteArrayInputStream || value instanceof Reader;
    if (isStream && streams.size() < MOST && streams.stream().noneMatch(known -> known == value)) streams.add(value);
    return value;
  }

  /** One of them has nothing left. Reads from the readers, so it is for after the call. */
  public boolean isAnyConsumed() {
    return streams.stream().anyMatch(HandedStreams::isConsumed);
  }

  private static boolean isConsumed(Object stream) {
    if (stream instanceof ByteArrayInputStream bytes) return bytes.available() == 0;
    try {
      return ((Reader) stream).read() < 0;
    } catch (IOException closed) {
      return true;
    }
  }
}
