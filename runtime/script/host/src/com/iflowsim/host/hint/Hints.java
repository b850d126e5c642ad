package com.iflowsim.host.hint;

import com.sap.gateway.ip.core.customdev.processor.MessageImpl;
import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import java.util.List;
import java.util.function.BiFunction;
import org.codehaus.groovy.runtime.typehandling.GroovyCastException;

/** The likely cause of a script's failure and what to do, in a sentence or two for its author. Never part of the product's texts. */
public final class Hints {
  /** The first that knows something is asked; null: nothing to say. */
  private static final List<BiFunction<Throwable, MessageImpl, String>> KINDS =
      List.of(Hints::ofMissing, BodyHints::of, NullHints::of, Hints::ofCast, Hints::ofJava, Hints::ofCredential);

  private Hints() {}

  /** Why a script does not compile, from the compiler's text; empty when nobody knows. */
  public static String ofCompiler(String text) {
    return text == null ? "" : orEmpty(ClassHints.ofCompiler(text));
  }

  /** Why a call failed; empty when nobody knows. The message is that of the call, and its streams are looked at. */
  public static String ofCall(Throwable thrown, MessageImpl message) {
    try {
      int depth = 0;
      for (Throwable at = thrown; at != null && depth < 8; at = at.getCause(), ++depth) {
        for (BiFunction<Throwable, MessageImpl, String> kind : KINDS) {
          String hint = kind.apply(at, message);
          if (hint != null) return hint;
        }
      }
      return "";
    } catch (RuntimeException noHint) {
      return "";
    }
  }

  private static String ofMissing(Throwable thrown, MessageImpl message) {
    if (thrown instanceof MissingMethodException missing) return MethodHints.of(missing);
    if (thrown instanceof MissingPropertyException missing) return ClassHints.ofProperty(missing);
    return ClassHints.ofJavaScript(thrown);
  }

  private static String ofCast(Throwable thrown, MessageImpl message) {
    if (!(thrown instanceof GroovyCastException) || !text(thrown).contains("to class 'com.sap.gateway.ip.core.customdev.util.Message'")) return null;
    return "The function is declared to return a Message and returns something else, perhaps the value of its last line: end it with "
        + "'return message'.";
  }

  private static String ofJava(Throwable thrown, MessageImpl message) {
    if (thrown instanceof VerifyError) {
      return "Groovy 2.4 cannot call static methods of interfaces, such as List.of or Comparator.naturalOrder: write a literal or a closure.";
    }
    if (thrown instanceof IncompatibleClassChangeError && text(thrown).contains("ConstantDesc")) {
      return "A text cannot be made a Map or another interface by 'as'; parse it, or keep the object itself in the property.";
    }
    if (thrown instanceof ClassNotFoundException || thrown instanceof NoClassDefFoundError) {
      return "The class is in no library of the tenant and in no jar of the bundle: add the jar to the flow's archives.";
    }
    return null;
  }

  private static String ofCredential(Throwable thrown, MessageImpl message) {
    if (!text(thrown).startsWith("Could not fetch the credential for alias ")) return null;
    return "The tenant has no credentials under this alias: deploy them, or correct the alias, which compares with regard to case.";
  }

  static String text(Throwable thrown) {
    return thrown.getMessage() == null ? "" : thrown.getMessage();
  }

  /** The innermost calls lead through the class. */
  static boolean comesFrom(Throwable thrown, String classStart) {
    for (StackTraceElement element : thrown.getStackTrace()) {
      if (element.getClassName().startsWith(classStart)) return true;
    }
    return false;
  }

  private static String orEmpty(String hint) {
    return hint == null ? "" : hint;
  }
}
