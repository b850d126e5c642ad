package com.iflowsim.host.xslt;

import com.iflowsim.host.bundle.PlainFailure;
import com.iflowsim.host.message.Conversions;
import com.sap.gateway.ip.core.customdev.processor.MessageImpl;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.transform.Source;
import javax.xml.transform.SourceLocator;
import javax.xml.transform.TransformerException;
import javax.xml.transform.dom.DOMSource;
import net.sf.saxon.expr.instruct.TerminationException;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.s9api.XsltTransformer;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.ObjectValue;
import org.apache.camel.ExpectedBodyTypeException;
import org.apache.camel.converter.stream.InputStreamCache;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** A compiled stylesheet. Thread-safe. */
final class Transformation {
  private static final String EXCHANGE = "exchange";

  private final String path;
  private final XsltExecutable executable;

  Transformation(String path, XsltExecutable executable) {
    this.path = path;
    this.executable = executable;
  }

  /** Transforms the body: into text, or into bytes in the encoding of the stylesheet. Throws PlainFailure when that fails. */
  void run(MessageImpl message, boolean intoText) throws PlainFailure {
    XsltTransformer transformer = executable.load();
    Complaints complaints = new Complaints();
    StringBuilder last = new StringBuilder();
    transformer.setErrorListener(complaints);
    transformer.setMessageListener((content, code, terminates, place) -> {
      last.setLength(0);
      last.append(content.getStringValue());
      Complaints.log(terminates ? "error" : "info", content.getStringValue() + Complaints.place(place));
    });
    setParameters(transformer, message);
    transformer.setSource(source(message));
    transformer.setResultDocumentHandler(address -> {
      throw new IllegalStateException("A message has one result only; xsl:result-document to " + address + " is not available.");
    });
    try {
      message.setBody(intoText ? text(transformer) : bytes(transformer));
    } catch (SaxonApiException e) {
      throw failure(e.getCause() instanceof TransformerException cause ? cause : new XPathException(e.getMessage()), last.toString());
    } catch (StackOverflowError e) {
      throw new PlainFailure(new XPathException("Too many nested calls: a template or function calls itself without end."), 0);
    } catch (RuntimeException e) {
      throw new PlainFailure(new XPathException(innermost(e)), 0);
    }
  }

  private String text(XsltTransformer transformer) throws SaxonApiException {
    StringWriter writer = new StringWriter();
    Serializer serializer = executable.getProcessor().newSerializer(writer);
    transformer.setDestination(serializer);
    transformer.transform();
    return writer.toString();
  }

  private InputStreamCache bytes(XsltTransformer transformer) throws SaxonApiException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    transformer.setDestination(executable.getProcessor().newSerializer(stream));
    transformer.transform();
    return new InputStreamCache(stream.toByteArray());
  }

  private void setParameters(XsltTransformer transformer, MessageImpl message) {
    for (QName name : executable.getGlobalParameters().keySet()) {
      if (!name.getNamespaceURI().isEmpty()) continue;
      String key = name.getLocalName();
      if (key.equals(EXCHANGE)) {
        transformer.setParameter(name, XdmValue.wrap(new ObjectValue<>(message)));
        continue;
      }
      Object value = message.getHeaders().get(key);
      if (value == null) value = message.getProperty(key);
      if (value != null) transformer.setParameter(name, XdmValue.wrap(Values.toParameter(value)));
    }
  }

  /** Of the body, read as it is: from a stream with the encoding that its declaration says. */
  static Source source(MessageImpl message) throws PlainFailure {
    Object body = message.getBody();
    if (body == null) {
      throw new PlainFailure(new ExpectedBodyTypeException(
          "Could not extract IN message body as type: interface javax.xml.transform.Source body is: null"), 0);
    }
    if (body instanceof Node node) return new DOMSource(node);
    Conversions conversions = message.conversions();
    try {
      boolean isText = body instanceof CharSequence || body instanceof Reader || !isContent(body);
      return XmlReaders.forMessages(isText ? new InputSource(new StringReader(conversions.text(body)))
          : new InputSource(new ByteArrayInputStream(conversions.bytes(body))));
    } catch (IOException e) {
      throw new PlainFailure(e, 0);
    }
  }

  private static boolean isContent(Object body) {
    return body instanceof byte[] || body instanceof InputStream || body instanceof java.io.File || body instanceof javax.activation.DataHandler;
  }

  private PlainFailure failure(TransformerException thrown, String lastMessage) {
    SourceLocator locator = thrown.getLocator();
    boolean isHere = locator != null && Complaints.file(locator.getSystemId()).equals(Complaints.file(path));
    int line = isHere ? Math.max(0, locator.getLineNumber()) : 0;
    if (thrown instanceof TerminationException) {
      String end = "Processing terminated by xsl:message" + (lastMessage.isBlank() ? "" : ": " + lastMessage.trim());
      return new PlainFailure(new TerminationException(end + Complaints.place(locator)), line);
    }
    return new PlainFailure(new XPathException(Complaints.textOf(thrown) + Complaints.place(locator)), line);
  }


  /** What is at the bottom of an exception that Saxon did not expect. */
  private static String innermost(Throwable thrown) {
    Throwable at = thrown;
    while (at.getCause() != null && at.getCause() != at) at = at.getCause();
    return at.toString();
  }
}
