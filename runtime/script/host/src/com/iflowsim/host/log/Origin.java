package com.iflowsim.host.log;

/** Which call of which script a log line comes from. */
public record Origin(String messageId, String flowId, String script) {
  public static final Origin NONE = new Origin("", "", "");
}
