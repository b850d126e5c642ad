package com.iflowsim.host.hint;

import com.sap.gateway.ip.core.customdev.processor.MessageImpl;
import com.sap.it.api.msglog.MessageLog;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Something is null where it should not be. */
final class NullHints {
  private static final Pattern CALL = Pattern.compile("Cannot (?:invoke|call) method [\"']?(\\w+)[\"']?(?:\\(\\) on| of) null");
  private static final Pattern PROPERTY = Pattern.compile("Cannot (?:get|set|read) property [\"']?([^\"']+?)[\"']? (?:on|of|from) null");

  private NullHints() {}

  /** Null when it is about something else. */
  static String of(Throwable thrown, MessageImpl message) {
    Matcher call = CALL.matcher(Hints.text(thrown));
    if (call.find()) return ofCall(call.group(1), message);
    Matcher property = PROPERTY.matcher(Hints.text(thrown));
    if (property.find()) return missing("." + property.group(1));
    boolean isArgument = thrown instanceof NullPointerException || Hints.text(thrown).contains("to invoke for [null]");
    return isArgument ? "A value that is used there is null, perhaps a header, a property or an element that this message does not have." : null;
  }

  private static String ofCall(String method, MessageImpl message) {
    boolean isOfLog = Arrays.stream(MessageLog.class.getMethods()).anyMatch(known -> known.getName().equals(method));
    if (!isOfLog) return missing("." + method + "()");
    if (message.log() != null) return "The variable before ." + method + "() is null: set it with messageLogFactory.getMessageLog(message).";
    return "The flow runs at log level None, and messageLogFactory.getMessageLog gives null there: test the log for null before using it.";
  }

  private static String missing(String use) {
    return "What stands before " + use + " is null, perhaps a header, a property or an element that this message does not have: test for "
        + "null, or use ?" + use + ".";
  }
}
