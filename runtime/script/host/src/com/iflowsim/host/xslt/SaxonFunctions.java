package com.iflowsim.host.xslt;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.Properties;
import javax.xml.transform.stream.StreamResult;
import net.sf.saxon.Configuration;
import net.sf.saxon.om.NodeInfo;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.query.QueryResult;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.StringValue;
import org.xml.sax.InputSource;

/** {@code saxon:parse} and {@code saxon:serialize}, which the product's edition of Saxon has and this one has not. */
final class SaxonFunctions {
  private static final String NAMESPACE = "http://saxon.sf.net/";

  private SaxonFunctions() {}

  static void register(Configuration setup) {
    setup.registerExtensionFunction(new HostFunction(name("parse"), 1, (context, arguments) -> {
      InputSource input = new InputSource(new StringReader(MessageFunctions.text(arguments[0])));
      return context.getConfiguration().buildDocumentTree(XmlReaders.forMessages(input)).getRootNode();
    }));
    setup.registerExtensionFunction(new HostFunction(name("serialize"), 2, (context, arguments) -> serialize(arguments)));
  }

  private static Sequence<?> serialize(Sequence<?>[] arguments) throws XPathException {
    if (!(arguments[0].head() instanceof NodeInfo node)) return new StringValue(MessageFunctions.text(arguments[0]));
    Properties properties = new Properties();
    String method = MessageFunctions.text(arguments[1]);
    properties.setProperty("method", method.isEmpty() ? "xml" : method);
    properties.setProperty("omit-xml-declaration", "yes");
    StringWriter writer = new StringWriter();
    QueryResult.serialize(node, new StreamResult(writer), properties);
    return new StringValue(writer.toString());
  }

  private static StructuredQName name(String local) {
    return new StructuredQName("saxon", NAMESPACE, local);
  }
}
