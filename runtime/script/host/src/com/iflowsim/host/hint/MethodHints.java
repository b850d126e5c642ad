package com.iflowsim.host.hint;

import com.sap.gateway.ip.core.customdev.util.Message;
import com.sap.it.api.msglog.MessageLog;
import groovy.json.JsonSlurper;
import groovy.lang.MissingMethodException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Methods that are called and not there: another spelling, other arguments. */
final class MethodHints {
  private static final int FARTHEST = 2;

  private MethodHints() {}

  /** Null when nothing alike is known. */
  static String of(MissingMethodException missing) {
    Class<?> type = missing.getType();
    if (type == null) return null;
    String special = special(type, missing.getMethod(), missing.getArguments());
    if (special != null) return special;
    String overloads = overloads(type, missing.getMethod());
    if (!overloads.isEmpty()) return "The method " + missing.getMethod() + " takes other arguments: " + overloads + ".";
    return Arrays.stream(type.getMethods())
        .map(Method::getName)
        .distinct()
        .filter(name -> Math.abs(name.length() - missing.getMethod().length()) <= FARTHEST)
        .filter(name -> distance(name.toLowerCase(), missing.getMethod().toLowerCase()) <= FARTHEST)
        .min(Comparator.comparingInt(name -> distance(name, missing.getMethod())))
        .map(name -> "There is no method " + missing.getMethod() + ", but one called " + name + ": correct the spelling.")
        .orElse(null);
  }

  private static String special(Class<?> type, String method, Object[] arguments) {
    Object first = arguments != null && arguments.length > 0 ? arguments[0] : null;
    if (Message.class.isAssignableFrom(type) && method.equals("getHeader")) {
      return "A message has no getHeader with the name alone: use message.getHeaders().get(name), or message.getHeader(name, String).";
    }
    if (type == JsonSlurper.class && method.equals("parse") && first instanceof CharSequence) {
      return "JsonSlurper.parse takes a Reader, a stream or bytes: use parseText for a text, or pass message.getBody(java.io.Reader).";
    }
    if (type == JsonSlurper.class && method.equals("parseText")) {
      return "JsonSlurper.parseText takes a text: pass message.getBody(String), or use parse for a Reader or a stream.";
    }
    if (MessageLog.class.isAssignableFrom(type) && method.equals("addAttachmentAsString")) {
      return "addAttachmentAsString takes three texts, the name, the content and the media type: convert the content, "
          + "for example with toString() or JsonOutput.toJson.";
    }
    return null;
  }

  private static String overloads(Class<?> type, String method) {
    return Arrays.stream(type.getMethods())
        .filter(known -> known.getName().equals(method))
        .map(known -> Arrays.stream(known.getParameterTypes()).map(Class::getSimpleName).collect(Collectors.joining(", ", "(", ")")))
        .distinct()
        .sorted()
        .limit(4)
        .collect(Collectors.joining(" or "));
  }

  /** Letters to change, add or remove. */
  private static int distance(String left, String right) {
    int[] before = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); ++j) before[j] = j;
    for (int i = 1; i <= left.length(); ++i) {
      int[] now = new int[right.length() + 1];
      now[0] = i;
      for (int j = 1; j <= right.length(); ++j) {
        int change = before[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(change, 1 + Math.min(now[j - 1], before[j]));
      }
      before = now;
    }
    return before[right.length()];
  }
}
