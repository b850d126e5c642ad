package com.iflowsim.host.call;

import com.iflowsim.host.bundle.CompileFailure;
import com.iflowsim.host.bundle.PlainFailure;
import com.iflowsim.host.bundle.Script;
import com.iflowsim.host.bundle.UnknownPlace;
import com.iflowsim.host.hint.Hints;
import com.iflowsim.host.wire.ProtocolException;
import com.sap.gateway.ip.core.customdev.processor.MessageImpl;
import java.io.PrintWriter;
import java.io.StringWriter;
import javax.script.ScriptException;

/** Why a request failed, in the words of the processing log, and a hint at the cause, empty when nobody knows. Source: observed-samples 53, 54. */
public record Failure(int reason, Throwable error, String script, int line, String hint) {
  public static final int THROWN = 1;
  public static final int NOT_COMPILED = 2;
  public static final int TOO_LATE = 3;
  public static final int TOO_DEEP = 4;
  public static final int OUT_OF_MEMORY = 5;
  public static final int UNKNOWN = 6;
  public static final int HOST = 7;
  private static final int LONGEST_TRACE = 8192;

  /** What a call of the script with that message ended with. */
  public static Failure of(Throwable thrown, Script script, MessageImpl message) {
    if (thrown instanceof UnknownPlace) return of(thrown);
    if (thrown instanceof PlainFailure plain) return new Failure(THROWN, plain.error(), script.path(), plain.line(), "");
    int line = lineOf(thrown, script.sourceName());
    String file = script.path().substring(script.path().lastIndexOf('/') + 1);
    String place = line > 0 ? "@ line " + line + " in " + file : "@ " + file;
    return new Failure(reasonOf(thrown), wrapped(textOf(thrown) + place, thrown), script.path(), line, Hints.ofCall(thrown, message));
  }

  /** The time limit of that many milliseconds passed, and the script was ended. */
  public static Failure tooLate(Script script, int limit) {
    return tooLate(script.path(), "The script took longer than " + limit + " ms and was ended.");
  }

  /** The time limit passed, and the script of that path could not be ended. */
  public static Failure tooLate(String path) {
    return tooLate(path, "The script took too long and cannot be ended.");
  }

  private static Failure tooLate(String path, String what) {
    String text = "java.util.concurrent.TimeoutException: " + what
        + " Look for an endless loop or a call that waits, or raise the limit of the tenant.";
    return new Failure(TOO_LATE, new ScriptException(text + "@ " + path.substring(path.lastIndexOf('/') + 1)), path, 0, "");
  }

  /** A request other than a call failed, or a call before it began. */
  public static Failure of(Throwable thrown) {
    if (thrown instanceof CompileFailure failure) {
      Throwable cause = failure.getCause();
      if (cause instanceof PlainFailure plain) return new Failure(NOT_COMPILED, plain.error(), failure.script(), failure.line(), "");
      String text = cause.getClass().getName() + ": " + cause.getMessage();
      return new Failure(NOT_COMPILED, wrappedText(text, cause), failure.script(), failure.line(), Hints.ofCompiler(cause.getMessage()));
    }
    int reason = thrown instanceof UnknownPlace ? UNKNOWN : thrown instanceof OutOfMemoryError ? OUT_OF_MEMORY : HOST;
    String text = thrown instanceof UnknownPlace || thrown instanceof ProtocolException ? thrown.getMessage() : thrown.toString();
    return new Failure(reason, new ScriptException(text), "", 0, "");
  }

  public String description() {
    return error.getClass().getName() + ": " + error.getMessage();
  }

  /** The trace of what was thrown; cut when it is long. */
  public String stackTrace() {
    StringWriter writer = new StringWriter();
    Throwable thrown = error.getCause() != null ? error.getCause() : error;
    thrown.printStackTrace(new PrintWriter(writer));
    String trace = writer.toString();
    return trace.length() <= LONGEST_TRACE ? trace : trace.substring(0, LONGEST_TRACE);
  }

  private static int reasonOf(Throwable thrown) {
    if (thrown instanceof StackOverflowError) return TOO_DEEP;
    return thrown instanceof OutOfMemoryError ? OUT_OF_MEMORY : THROWN;
  }

  private static String textOf(Throwable thrown) {
    if (thrown instanceof StackOverflowError) return "java.lang.StackOverflowError: the script calls itself without end";
    return thrown.toString();
  }

  private static ScriptException wrapped(String text, Throwable cause) {
    return wrappedText("java.lang.Exception: " + text, cause);
  }

  private static ScriptException wrappedText(String text, Throwable cause) {
    ScriptException exception = new ScriptException(text);
    exception.initCause(cause);
    return exception;
  }

  private static int lineOf(Throwable thrown, String sourceName) {
    for (Throwable at = thrown; at != null; at = at.getCause() == at ? null : at.getCause()) {
      for (StackTraceElement element : at.getStackTrace()) {
        if (sourceName.equals(element.getFileName()) && element.getLineNumber() > 0) return element.getLineNumber();
      }
    }
    return 0;
  }
}
