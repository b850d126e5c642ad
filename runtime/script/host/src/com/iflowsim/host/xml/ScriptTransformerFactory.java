package com.iflowsim.host.xml;

import javax.xml.transform.Source;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerConfigurationException;
import org.apache.xalan.processor.TransformerFactoryImpl;

/**
 * Xalan, which lays XML out as Java 8 does; Java 17's own transformer adds blank lines. Understands the attribute {@code indent-number}
 * that Groovy sets. Source: script-api section 15, row 2.
 */
public final class ScriptTransformerFactory extends TransformerFactoryImpl {
  private static final String INDENT = "{http://xml.apache.org/xalan}indent-amount";

  private String indent;

  @Override
  public void setAttribute(String name, Object value) {
    if (name.equals("indent-number")) indent = String.valueOf(value);
    else super.setAttribute(name, value);
  }

  @Override
  public Transformer newTransformer() throws TransformerConfigurationException {
    return indented(super.newTransformer());
  }

  @Override
  public Transformer newTransformer(Source source) throws TransformerConfigurationException {
    return indented(super.newTransformer(source));
  }

  private Transformer indented(Transformer transformer) {
    if (indent != null && transformer != null) transformer.setOutputProperty(INDENT, indent);
    return transformer;
  }
}
