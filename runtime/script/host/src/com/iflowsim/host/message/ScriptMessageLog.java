package com.iflowsim.host.message;

import com.sap.it.api.msglog.MessageLog;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** Keeps entries until the call that made them ends. One for all scripts of a message; thread-safe. */
public final class ScriptMessageLog implements MessageLog {
  private static final int LONGEST_HEADER = 1000;

  private List<LogEntry> entries = new ArrayList<>();

  /** The entries since the last call of this method. */
  public synchronized List<LogEntry> takeEntries() {
    if (entries.isEmpty()) return List.of();
    List<LogEntry> taken = entries;
    entries = new ArrayList<>();
    return taken;
  }

  @Override
  public void addAttachmentAsString(String name, String text, String mediaType) {
    add(LogEntry.ATTACHMENT, name, mediaType == null ? "text/plain" : mediaType, text == null ? "" : text);
  }

  @Override
  public void setStringProperty(String name, String value) {
    addProperty(name, value);
  }

  @Override
  public void setIntegerProperty(String name, Integer value) {
    addProperty(name, value);
  }

  @Override
  public void setLongProperty(String name, Long value) {
    addProperty(name, value);
  }

  @Override
  public void setBooleanProperty(String name, Boolean value) {
    addProperty(name, value);
  }

  @Override
  public void setFloatProperty(String name, Float value) {
    addProperty(name, value);
  }

  @Override
  public void setDoubleProperty(String name, Double value) {
    addProperty(name, value);
  }

  @Override
  public void setDateProperty(String name, Date value) {
    addProperty(name, value);
  }

  /** A null value is left out; names and values are cut at 1,000 characters. */
  @Override
  public void addCustomHeaderProperty(String name, String value) {
    if (value != null) add(LogEntry.CUSTOM_HEADER, cut(name), "", cut(value));
  }

  private void addProperty(String name, Object value) {
    add(LogEntry.PROPERTY, name, "", String.valueOf(value));
  }

  private synchronized void add(int kind, String name, String mediaType, String text) {
    entries.add(new LogEntry(kind, String.valueOf(name), mediaType, text));
  }

  private static String cut(String text) {
    String value = String.valueOf(text);
    return value.length() <= LONGEST_HEADER ? value : value.substring(0, LONGEST_HEADER);
  }
}
