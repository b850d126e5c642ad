package com.iflowsim.host.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Log lines of the host: level, message id, flow id, script and text, apart by tabs, on standard error. Thread-safe. */
public final class HostLog {
  private static volatile OutputStream stream = new FileOutputStream(FileDescriptor.err);

  private HostLog() {}

  /** Another place for the lines of this process. */
  public static void redirect(OutputStream target) {
    stream = target;
  }

  /** A line about no script. */
  public static void write(String level, String text) {
    write(level, Origin.NONE, text);
  }

  public static void write(String level, Origin origin, String text) {
    String line = String.join("\t", level, plain(origin.messageId()), plain(origin.flowId()), plain(origin.script()), plain(text)) + "\n";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    OutputStream target = stream;
    synchronized (target) {
      try {
        target.write(bytes);
      } catch (IOException nobodyReads) {
        return;
      }
    }
  }

  private static String plain(String text) {
    if (text == null) return "";
    return text.replace("\r", "").replace("\n", "\\n").replace('\t', ' ');
  }
}
