package com.iflowsim.host.xslt;

import com.sap.gateway.ip.core.customdev.util.Message;
import java.util.ArrayList;
import java.util.List;
import net.sf.saxon.Configuration;
import net.sf.saxon.om.Item;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.om.SequenceIterator;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.ExternalObject;
import net.sf.saxon.value.StringValue;

/**
 * {@code setHeader($exchange, name, value)} and its kin, with which stylesheets reach headers and properties of the message. Source:
 * script-api section 12.
 */
final class MessageFunctions {
  private static final String NAMESPACE = "http://sap.com/it/";

  private MessageFunctions() {}

  static void register(Configuration setup) {
    registerSetter(setup, "setHeader", Message::setHeader);
    registerSetter(setup, "setProperty", Message::setProperty);
    registerGetter(setup, "getHeader", (message, key) -> message.getHeaders().get(key));
    registerGetter(setup, "getProperty", Message::getProperty);
  }

  /** The items as text, apart by blanks. */
  static String text(Sequence<?> value) throws XPathException {
    List<CharSequence> texts = new ArrayList<>();
    SequenceIterator<?> items = value.iterate();
    for (Item<?> item = items.next(); item != null; item = items.next()) texts.add(item.getStringValueCS());
    return String.join(" ", texts);
  }

  private static void registerSetter(Configuration setup, String name, Setter setter) {
    setup.registerExtensionFunction(new HostFunction(new StructuredQName("it", NAMESPACE, name), 3, (context, arguments) -> {
      setter.set(message(name, arguments[0]), text(arguments[1]), text(arguments[2]));
      return StringValue.EMPTY_STRING;
    }));
  }

  private static void registerGetter(Configuration setup, String name, Getter getter) {
    setup.registerExtensionFunction(new HostFunction(new StructuredQName("it", NAMESPACE, name), 2,
        (context, arguments) -> Values.toSequence(getter.get(message(name, arguments[0]), text(arguments[1])))));
  }

  private static Message message(String function, Sequence<?> exchange) throws XPathException {
    if (exchange.head() instanceof ExternalObject<?> external && external.getObject() instanceof Message message) return message;
    throw new XPathException("The first argument of " + function + " must be the parameter $exchange, declared by"
        + " <xsl:param name=\"exchange\"/> at the top of the stylesheet.");
  }

  private interface Setter {
    void set(Message message, String name, Object value);
  }

  private interface Getter {
    Object get(Message message, String name);
  }
}
