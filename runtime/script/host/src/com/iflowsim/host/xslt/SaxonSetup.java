package com.iflowsim.host.xslt;

import java.io.InputStreamReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.xml.transform.TransformerException;
import net.sf.saxon.Configuration;
import net.sf.saxon.functions.FunctionLibraryList;
import net.sf.saxon.lib.EnvironmentVariableResolver;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.trans.XPathException;

/** Saxon for one bundle: with the functions of the platform, and with no other files than the bundle's. Thread-safe once made. */
final class SaxonSetup extends Configuration {
  private static final String PARSER_FEATURE = "http://saxon.sf.net/feature/parserFeature?uri=";

  private final JavaFunctions java;

  private SaxonSetup(ClassLoader loader) {
    java = new JavaFunctions(loader);
  }

  /** Classes of functions are looked for in the loader. */
  static Processor processor(BundleFiles files, ClassLoader loader) {
    SaxonSetup setup = new SaxonSetup(loader);
    setup.setConfigurationProperty(PARSER_FEATURE + XmlReaders.NO_DOCTYPE.replace(":", "%3A"), true);
    setup.setURIResolver(files);
    setup.setUnparsedTextURIResolver((address, encoding, configuration) -> read(files, address, encoding));
    setup.setCollectionFinder((context, address) -> {
      throw new XPathException("Collections of documents are not available: " + address, "FODC0002");
    });
    setup.setConfigurationProperty(net.sf.saxon.lib.Feature.ENVIRONMENT_VARIABLE_RESOLVER, new NoVariables());
    setup.setErrorListener(new Complaints());
    MessageFunctions.register(setup);
    SaxonFunctions.register(setup);
    return new Processor(setup);
  }

  @Override
  public void addExtensionBinders(FunctionLibraryList list) {
    list.addFunctionLibrary(java);
  }

  private static InputStreamReader read(BundleFiles files, URI address, String encoding) throws XPathException {
    try {
      byte[] content = files.read(files.locate(address.toString(), null));
      return new InputStreamReader(new ByteArrayInputStream(content), encoding == null ? StandardCharsets.UTF_8.name() : encoding);
    } catch (IOException | TransformerException e) {
      throw new XPathException(e.getMessage(), "FOUT1170");
    }
  }

  private static final class NoVariables implements EnvironmentVariableResolver {
    @Override
    public Set<String> getAvailableEnvironmentVariables() {
      return Set.of();
    }

    @Override
    public String getEnvironmentVariable(String name) {
      return null;
    }
  }
}
