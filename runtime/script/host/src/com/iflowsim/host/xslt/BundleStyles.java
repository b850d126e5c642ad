package com.iflowsim.host.xslt;

import com.iflowsim.host.bundle.CompileFailure;
import com.iflowsim.host.bundle.PlainFailure;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.transform.TransformerConfigurationException;
import javax.xml.transform.TransformerException;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XsltCompiler;
import net.sf.saxon.s9api.XsltExecutable;
import org.xml.sax.InputSource;

/** The compiled stylesheets of one bundle, and those from elsewhere that its messages name. Thread-safe. */
final class BundleStyles {
  private static final int MOST_KEPT = 64;

  private final BundleFiles files;
  private final Processor processor;
  private final Map<Key, Transformation> kept = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Transformation> eldest) {
      return size() > MOST_KEPT;
    }
  };

  BundleStyles(Path root, ClassLoader loader) {
    files = new BundleFiles(root);
    processor = SaxonSetup.processor(files, loader);
  }

  BundleFiles files() {
    return files;
  }

  Processor processor() {
    return processor;
  }

  /** Compiles once for each place and content. The path says what the content may refer to. */
  synchronized Transformation compile(String path, byte[] content) throws CompileFailure {
    Key key = new Key(path, ByteBuffer.wrap(content));
    Transformation known = kept.get(key);
    if (known == null) kept.put(key, known = new Transformation(path, executable(path, content)));
    return known;
  }

  private XsltExecutable executable(String path, byte[] content) throws CompileFailure {
    Complaints complaints = new Complaints();
    XsltCompiler compiler = processor.newXsltCompiler();
    compiler.setErrorListener(complaints);
    compiler.setURIResolver(files);
    compiler.setJustInTimeCompilation(false);
    InputSource input = new InputSource(new ByteArrayInputStream(content));
    input.setSystemId(BundleFiles.address(path));
    try {
      return compiler.compile(XmlReaders.forStylesheets(input));
    } catch (SaxonApiException | RuntimeException e) {
      TransformerException first = complaints.first() != null ? complaints.first() : new TransformerException(e.getMessage());
      throw failure(path, first, Math.max(1, complaints.count()));
    }
  }

  private static CompileFailure failure(String path, TransformerException first, int count) {
    boolean isHere = first.getLocator() != null && Complaints.file(first.getLocator().getSystemId()).equals(Complaints.file(path));
    String text = "Failed to compile stylesheet. " + count + (count == 1 ? " error" : " errors") + " detected. "
        + first.getMessage() + Complaints.place(first.getLocator());
    int line = isHere ? Math.max(0, first.getLocator().getLineNumber()) : 0;
    return new CompileFailure(path, line, new PlainFailure(new TransformerConfigurationException(text), line));
  }

  private record Key(String path, ByteBuffer content) {}
}
