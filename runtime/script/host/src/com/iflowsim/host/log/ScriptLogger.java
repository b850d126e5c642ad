package com.iflowsim.host.log;

import com.iflowsim.host.call.CallContext;
import com.iflowsim.host.call.CallGroup;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MarkerIgnoringBase;
import org.slf4j.helpers.MessageFormatter;

/** A logger of slf4j whose lines carry message, flow and script. Debug and trace are off. */
public final class ScriptLogger extends MarkerIgnoringBase {
  private static final long serialVersionUID = 1L;

  public ScriptLogger(String name) {
    this.name = name;
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public boolean isInfoEnabled() {
    return true;
  }

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }

  @Override
  public void trace(String text) {}

  @Override
  public void trace(String format, Object argument) {}

  @Override
  public void trace(String format, Object first, Object second) {}

  @Override
  public void trace(String format, Object... arguments) {}

  @Override
  public void trace(String text, Throwable thrown) {}

  @Override
  public void debug(String text) {}

  @Override
  public void debug(String format, Object argument) {}

  @Override
  public void debug(String format, Object first, Object second) {}

  @Override
  public void debug(String format, Object... arguments) {}

  @Override
  public void debug(String text, Throwable thrown) {}

  @Override
  public void info(String text) {
    write("info", MessageFormatter.format(text, null));
  }

  @Override
  public void info(String format, Object argument) {
    write("info", MessageFormatter.format(format, argument));
  }

  @Override
  public void info(String format, Object first, Object second) {
    write("info", MessageFormatter.format(format, first, second));
  }

  @Override
  public void info(String format, Object... arguments) {
    write("info", MessageFormatter.arrayFormat(format, arguments));
  }

  @Override
  public void info(String text, Throwable thrown) {
    write("info", new FormattingTuple(text, null, thrown));
  }

  @Override
  public void warn(String text) {
    write("warn", MessageFormatter.format(text, null));
  }

  @Override
  public void warn(String format, Object argument) {
    write("warn", MessageFormatter.format(format, argument));
  }

  @Override
  public void warn(String format, Object first, Object second) {
    write("warn", MessageFormatter.format(format, first, second));
  }

  @Override
  public void warn(String format, Object... arguments) {
    write("warn", MessageFormatter.arrayFormat(format, arguments));
  }

  @Override
  public void warn(String text, Throwable thrown) {
    write("warn", new FormattingTuple(text, null, thrown));
  }

  @Override
  public void error(String text) {
    write("error", MessageFormatter.format(text, null));
  }

  @Override
  public void error(String format, Object argument) {
    write("error", MessageFormatter.format(format, argument));
  }

  @Override
  public void error(String format, Object first, Object second) {
    write("error", MessageFormatter.format(format, first, second));
  }

  @Override
  public void error(String format, Object... arguments) {
    write("error", MessageFormatter.arrayFormat(format, arguments));
  }

  @Override
  public void error(String text, Throwable thrown) {
    write("error", new FormattingTuple(text, null, thrown));
  }

  private static void write(String level, FormattingTuple text) {
    CallContext call = CallGroup.currentCall();
    Throwable thrown = text.getThrowable();
    String line = thrown == null ? text.getMessage() : text.getMessage() + ": " + thrown;
    if (call == null) HostLog.write(level, line);
    else call.output().log(level, line);
  }
}
