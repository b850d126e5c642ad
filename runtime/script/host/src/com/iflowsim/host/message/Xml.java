package com.iflowsim.host.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** DOM from text and back, without document types. */
public final class Xml {
  private Xml() {}

  /** Throws IllegalArgumentException, caused by the parser's exception, for text that is not well-formed or has a DOCTYPE. */
  public static Document parse(String text) throws IOException {
    return parse(new InputSource(new StringReader(text)));
  }

  /** As {@link #parse(String)}; the XML declaration says the encoding. */
  public static Document parse(byte[] content) throws IOException {
    return parse(new InputSource(new ByteArrayInputStream(content)));
  }

  /** With the XML declaration of Java 8 for documents and without for other nodes; not indented. Source: script-api 2.3. */
  public static String serialize(Node node) {
    try {
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      if (node instanceof Document document) {
        transformer.setOutputProperty(OutputKeys.STANDALONE, document.getXmlStandalone() ? "yes" : "no");
      } else {
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      }
      transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
      StringWriter writer = new StringWriter();
      transformer.transform(new DOMSource(node), new StreamResult(writer));
      return writer.toString();
    } catch (TransformerException e) {
      throw new IllegalArgumentException("The XML cannot be written: " + e.getMessage(), e);
    }
  }

  public static byte[] serializeToBytes(Node node) {
    return serialize(node).getBytes(StandardCharsets.UTF_8);
  }

  private static Document parse(InputSource source) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(source);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalArgumentException(e.toString(), e);
    }
  }
}
