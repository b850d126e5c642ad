package com.iflowsim.host.hint;

import com.sap.gateway.ip.core.customdev.processor.MessageImpl;
import groovy.json.JsonException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.MalformedURLException;
import org.xml.sax.SAXParseException;

/** Bodies that are not what a parser takes: read before, empty, of another kind. */
final class BodyHints {
  private BodyHints() {}

  /** Null when it is about something else. */
  static String of(Throwable thrown, MessageImpl message) {
    String address = addressForText(thrown);
    if (address != null) return address;
    boolean isClosed = thrown instanceof IOException && Hints.text(thrown).equals("Stream closed");
    if (isClosed) return readBefore();
    if (!isParser(thrown)) return null;
    if (isAboutNothing(thrown)) {
      return message.hasConsumedStream() ? readBefore() : "The text to parse is empty: check that the message has a body before parsing it.";
    }
    String text = Hints.text(thrown);
    if (text.contains("DOCTYPE is disallowed")) {
      return "XmlSlurper and XmlParser refuse a DOCTYPE: remove it from the text, or allow it with new XmlSlurper(false, false, true).";
    }
    if (text.contains("Content is not allowed in prolog")) {
      return "The text does not begin with XML: it may be JSON, plain text, or have characters before its first tag.";
    }
    if (thrown instanceof JsonException && text.contains("'<'")) return "The text is XML, not JSON: use XmlSlurper, or convert the body before.";
    return null;
  }

  private static String readBefore() {
    return "The stream was read before and has nothing left: read the body once into a variable, or ask the message for it again with "
        + "message.getBody(String) or message.getBody(java.io.Reader).";
  }

  /** A parser was given the content where it takes an address. */
  private static String addressForText(Throwable thrown) {
    boolean isAddress = thrown instanceof MalformedURLException || thrown instanceof FileNotFoundException || thrown instanceof SecurityException;
    if (!isAddress) return null;
    for (String parser : new String[] {"groovy.util.XmlSlurper", "groovy.util.XmlParser"}) {
      if (!Hints.comesFrom(thrown, parser)) continue;
      return "The method parse takes the address of a document, a Reader or a stream: use parseText for a text.";
    }
    return null;
  }

  private static boolean isParser(Throwable thrown) {
    return thrown instanceof JsonException || thrown instanceof SAXParseException || thrown.getClass().getName().equals("org.json.JSONException")
        || Hints.comesFrom(thrown, "groovy.json.");
  }

  private static boolean isAboutNothing(Throwable thrown) {
    String text = Hints.text(thrown);
    return text.contains("Premature end of file") || text.contains("null or empty") || text.contains("neither be null nor empty")
        || text.contains("must not be null") || text.contains("Text must begin with") || text.startsWith("A JSONObject text must begin")
        || text.contains("with an int value of 0\n") || text.contains("End of input") || text.contains("Index 0 out of bounds for length 0");
  }
}
