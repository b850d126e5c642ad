package com.iflowsim.host.xslt;

import com.iflowsim.host.bundle.CompileFailure;
import com.iflowsim.host.bundle.PlainFailure;
import com.iflowsim.host.bundle.Script;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.xpath.XPathExpressionException;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathExecutable;

/** Compiles expressions of XPath 3.1. In place of a path they have lines `prefix=namespace`, an empty line, and their text. Thread-safe. */
public final class XPathCompilation {
  private static final Map<String, String> KNOWN = Map.of("fn", "http://www.w3.org/2005/xpath-functions",
      "math", "http://www.w3.org/2005/xpath-functions/math", "map", "http://www.w3.org/2005/xpath-functions/map",
      "array", "http://www.w3.org/2005/xpath-functions/array");

  private Processor processor;

  /** Expressions may read no files at all. */
  public Script compile(String description, long number) throws CompileFailure {
    int end = description.indexOf("\n\n");
    String text = description.substring(end + 2);
    XPathCompiler compiler = processor().newXPathCompiler();
    compiler.setLanguageVersion("3.1");
    compiler.setAllowUndeclaredVariables(true);
    KNOWN.forEach(compiler::declareNamespace);
    for (String line : description.substring(0, end).split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0) compiler.declareNamespace(line.substring(0, equals), line.substring(equals + 1));
    }
    try {
      XPathExecutable executable = compiler.compile(text);
      List<QName> variables = new ArrayList<>();
      executable.iterateExternalVariables().forEachRemaining(variables::add);
      return new XPathScript(number, text, executable, variables, processor());
    } catch (SaxonApiException | RuntimeException e) {
      throw new CompileFailure("", 0, new PlainFailure(new XPathExpressionException(e.getMessage()), 0));
    }
  }

  private synchronized Processor processor() {
    if (processor == null) {
      BundleFiles none = new BundleFiles(Path.of("/nowhere"));
      processor = SaxonSetup.processor(none, XPathCompilation.class.getClassLoader());
    }
    return processor;
  }
}
