package com.iflowsim.host.log;

import java.nio.charset.StandardCharsets;

/** What one call prints, as log lines; long lines are cut, too many are dropped. Thread-safe. */
public final class CallOutput {
  private static final int LONGEST = 4096;
  private static final int MOST = 1000;

  private final Origin origin;
  private byte[] line;
  private int size;
  private int lines;

  public CallOutput(Origin origin) {
    this.origin = origin;
  }

  public Origin origin() {
    return origin;
  }

  public synchronized void write(byte[] bytes, int from, int count) {
    if (line == null) line = new byte[LONGEST];
    for (int i = from; i < from + count; ++i) {
      if (bytes[i] == '\n') flushLine();
      else if (size < LONGEST) line[size++] = bytes[i];
    }
  }

  /** A line of the logging API. */
  public synchronized void log(String level, String text) {
    if (count()) HostLog.write(level, origin, text.length() <= LONGEST ? text : text.substring(0, LONGEST));
  }

  /** Writes the rest that has no line end. */
  public synchronized void close() {
    if (size > 0) flushLine();
  }

  private void flushLine() {
    String text = new String(line, 0, size, StandardCharsets.UTF_8);
    size = 0;
    if (count()) HostLog.write("info", origin, text);
  }

  private boolean count() {
    if (++lines == MOST + 1) HostLog.write("warn", origin, "The script wrote more than " + MOST + " lines in one call; the rest is dropped.");
    return lines <= MOST;
  }
}
