package com.iflowsim.host.bundle;

import com.sap.gateway.ip.core.customdev.util.Message;
import java.util.Date;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.Undefined;
import org.mozilla.javascript.Wrapper;

/** What JavaScript leaves in a message, as Java has it. Source: script-api section 11. */
final class JavaScriptValues {
  private JavaScriptValues() {}

  /** Body, headers and properties; for the thread that is in the script's context. */
  static void convert(Message message) {
    convert(message.getHeaders());
    convert(message.getProperties());
    if (message instanceof com.sap.gateway.ip.core.customdev.processor.MessageImpl own) {
      Object converted = toJava(own.storedBody());
      if (converted != own.storedBody()) own.setBody(converted);
    }
  }

  private static void convert(Map<String, Object> values) {
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      Object converted = toJava(entry.getValue());
      if (converted != entry.getValue()) entry.setValue(converted);
    }
  }

  /** Text, numbers, truth values and dates; objects and arrays stay what they are: maps and lists. */
  private static Object toJava(Object value) {
    if (value instanceof Wrapper wrapper) return wrapper.unwrap();
    if (value instanceof CharSequence text && !(value instanceof String) && isOfRhino(value)) return text.toString();
    if (value == Undefined.instance || value == Scriptable.NOT_FOUND) return null;
    if (!(value instanceof Scriptable object)) return value;
    return switch (object.getClassName()) {
      case "String" -> Context.jsToJava(object, String.class);
      case "Number" -> Context.jsToJava(object, Double.class);
      case "Boolean" -> Context.jsToJava(object, Boolean.class);
      case "Date" -> Context.jsToJava(object, Date.class);
      default -> value;
    };
  }

  private static boolean isOfRhino(Object value) {
    return value.getClass().getName().startsWith("org.mozilla.javascript.");
  }
}
