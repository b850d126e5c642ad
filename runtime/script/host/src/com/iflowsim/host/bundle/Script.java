package com.iflowsim.host.bundle;

import com.sap.gateway.ip.core.customdev.util.Message;
import java.util.List;

/** What can be called with a message: a compiled script, stylesheet or expression. Thread-safe. */
public interface Script {
  /** Called when a step names none. */
  String DEFAULT_FUNCTION = "processData";

  long number();

  /** Path in the bundle. */
  String path();

  /** The name that stack traces give the script's file. */
  String sourceName();

  /** Names of the functions that can be called with a message. */
  List<String> functions();

  /**
   * Calls the function, an empty one stands for the usual one; whatever it throws is thrown. Throws UnknownPlace when there is none
   * that takes a message.
   */
  Object call(String function, Message message) throws Throwable;

  /** Why there is no such function. */
  static String noFunction(String path, String function, List<String> names) {
    return "The script " + path + " has no function " + function + "(Message). "
        + (names.isEmpty() ? "It has none that takes a message; is the import of Message missing?"
            : "It has " + String.join(", ", names) + ".");
  }
}
