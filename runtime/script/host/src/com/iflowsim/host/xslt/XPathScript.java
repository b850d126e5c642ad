package com.iflowsim.host.xslt;

import com.iflowsim.host.bundle.PlainFailure;
import com.sap.gateway.ip.core.customdev.processor.MessageImpl;
import com.sap.gateway.ip.core.customdev.util.Message;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import javax.xml.xpath.XPathExpressionException;
import net.sf.saxon.s9api.DocumentBuilder;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.value.BooleanValue;
import net.sf.saxon.value.NumericValue;

/**
 * An expression on the body of a message. The function {@code condition} asks whether it holds, every other one for its value: a single
 * plain value is the property {@code iflowsim.xpath.value}; of nodes, and of several values, {@code count} tells how many there
 * are, {@code texts} joins the text of each by U+0000, which no XML contains, and {@code xml} is all of them. Nothing else is changed.
 */
final class XPathScript extends StyleScript {
  private static final String RESULT = "iflowsim.xpath.";
  private static final BigInteger EXACT = BigInteger.ONE.shiftLeft(53);

  private final String text;
  private final XPathExecutable executable;
  private final List<QName> variables;
  private final Processor processor;

  XPathScript(long number, String text, XPathExecutable executable, List<QName> variables, Processor processor) {
    super(number, text);
    this.text = text;
    this.executable = executable;
    this.variables = variables;
    this.processor = processor;
  }

  @Override
  public List<String> functions() {
    return List.of("value", "condition");
  }

  @Override
  public Object call(String function, Message message) throws PlainFailure {
    try {
      XPathSelector selector = executable.load();
      DocumentBuilder builder = processor.newDocumentBuilder();
      selector.setContextItem(builder.build(Transformation.source((MessageImpl) message)));
      for (QName variable : variables) selector.setVariable(variable, variable(message, variable.getLocalName()));
      if (function.equals("condition")) message.setProperty(RESULT + "value", selector.effectiveBooleanValue());
      else report(message, selector.evaluate());
      return message;
    } catch (SaxonApiException | RuntimeException e) {
      throw new PlainFailure(new XPathExpressionException("The XPath '" + text + "' cannot be evaluated: " + Complaints.textOf(e)), 0);
    }
  }

  private static XdmValue variable(Message message, String name) {
    Object value = message.getHeaders().get(name);
    return XdmValue.wrap(Values.toParameter(value == null ? message.getProperty(name) : value));
  }

  private static void report(Message message, XdmValue result) {
    if (result.size() == 1 && result.itemAt(0) instanceof XdmAtomicValue single) {
      message.setProperty(RESULT + "value", plain(single));
      return;
    }
    StringBuilder xml = new StringBuilder();
    List<String> texts = new ArrayList<>();
    for (XdmItem item : result) {
      xml.append(isMarkup(item) ? item.toString() : item.getStringValue());
      texts.add(item.getStringValue());
    }
    message.setProperty(RESULT + "count", texts.size());
    message.setProperty(RESULT + "texts", String.join("\0", texts));
    message.setProperty(RESULT + "xml", xml.toString());
  }

  private static Object plain(XdmAtomicValue value) {
    Object item = value.getUnderlyingValue();
    if (item instanceof BooleanValue flag) return flag.getBooleanValue();
    if (!(item instanceof NumericValue number)) return value.getStringValue();
    try {
      boolean isLong = number.isWholeNumber() && !number.isNaN() && number.getDecimalValue().toBigInteger().abs().compareTo(EXACT) > 0;
      return isLong ? value.getStringValue() : (Object) number.getDoubleValue();
    } catch (net.sf.saxon.trans.XPathException infinite) {
      return number.getDoubleValue();
    }
  }

  private static boolean isMarkup(XdmItem item) {
    if (!(item instanceof XdmNode node)) return false;
    return switch (node.getNodeKind()) {
      case ELEMENT, DOCUMENT, COMMENT, PROCESSING_INSTRUCTION -> true;
      default -> false;
    };
  }
}
