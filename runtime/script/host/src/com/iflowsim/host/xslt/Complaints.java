package com.iflowsim.host.xslt;

import com.iflowsim.host.call.CallContext;
import com.iflowsim.host.call.CallGroup;
import com.iflowsim.host.log.HostLog;
import com.iflowsim.host.log.Origin;
import javax.xml.transform.ErrorListener;
import javax.xml.transform.SourceLocator;
import javax.xml.transform.TransformerException;

/** Keeps the first error of Saxon and counts the others; warnings go to the log. For one compilation or call. */
final class Complaints implements ErrorListener {
  private TransformerException first;
  private int count;

  /** Null: there was none. */
  TransformerException first() {
    return first;
  }

  int count() {
    return count;
  }

  @Override
  public void warning(TransformerException exception) {
    log("warn", exception.getMessage() + place(exception.getLocator()));
  }

  @Override
  public void error(TransformerException exception) {
    ++count;
    if (first == null) first = exception;
  }

  @Override
  public void fatalError(TransformerException exception) {
    error(exception);
  }

  /** Into the log, as a line of the call that runs. */
  static void log(String level, String text) {
    CallContext call = CallGroup.currentCall();
    HostLog.write(level, call == null ? Origin.NONE : call.output().origin(), text);
  }

  /** {@code @ line 7 in orders.xsl}; empty when the line is not known. */
  static String place(SourceLocator locator) {
    if (locator == null || locator.getLineNumber() <= 0) return "";
    String file = file(locator.getSystemId());
    return "@ line " + locator.getLineNumber() + (file.isEmpty() ? "" : " in " + file);
  }

  /** The name of the file at that address. */
  static String file(String address) {
    if (address == null) return "";
    return address.substring(address.lastIndexOf('/') + 1).replace("%20", " ");
  }

  /** What is wrong, also where Saxon says no more than that something else of this host was thrown. */
  static String textOf(Throwable thrown) {
    String text = String.valueOf(thrown.getMessage());
    Throwable cause = thrown.getCause();
    if (cause == null || cause == thrown) return text;
    boolean saysLittle = text.startsWith("Exception thrown by") || text.equals(cause.toString()) || text.equals(cause.getMessage());
    return saysLittle && cause.getMessage() != null && !(cause instanceof org.xml.sax.SAXException) ? textOf(cause) : text;
  }
}
