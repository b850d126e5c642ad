package com.iflowsim.host.message;

/** What a script wrote to the processing log. Media type: empty but for attachments. */
public record LogEntry(int kind, String name, String mediaType, String text) {
  public static final int PROPERTY = 1;
  public static final int ATTACHMENT = 2;
  public static final int CUSTOM_HEADER = 3;
}
