package com.iflowsim.host.xslt;

import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.sax.SAXSource;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/** Parsers that read nothing but what they are given. */
final class XmlReaders {
  static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

  private XmlReaders() {}

  /** For messages: a DOCTYPE is refused. */
  static SAXSource forMessages(InputSource input) {
    return source(input, true);
  }

  /** For files of the bundle, which may define entities of their own. */
  static SAXSource forStylesheets(InputSource input) {
    return source(input, false);
  }

  private static SAXSource source(InputSource input, boolean refusesDoctype) {
    try {
      SAXParserFactory factory = SAXParserFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(NO_DOCTYPE, refusesDoctype);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      XMLReader reader = factory.newSAXParser().getXMLReader();
      return new SAXSource(reader, input);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("This Java has no XML parser.", e);
    }
  }
}
