package com.iflowsim.host.xslt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.URIResolver;
import org.xml.sax.InputSource;

/**
 * The files that stylesheets of one bundle may refer to, by addresses {@code bundle:/src/main/resources/mapping/x.xsl}. Everything else,
 * such as addresses of the network, is refused. Thread-safe.
 */
final class BundleFiles implements URIResolver {
  private static final String SCHEME = "bundle";
  private static final String RESOURCES = "src/main/resources/";
  private static final List<String> FOLDERS = List.of("", RESOURCES, RESOURCES + "mapping/");

  private final Path root;

  BundleFiles(Path root) {
    this.root = root;
  }

  /** The address of a file by its path in the bundle. */
  static String address(String path) {
    try {
      return new URI(SCHEME, null, "/" + path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The path in the bundle of a stylesheet that a header names in one of the ways that steps know; null when there is none. */
  String find(String name) {
    String rest = name.trim().replaceFirst("^dir://mapping/xslt/", "").replaceFirst("^[a-z]+:", "").replaceFirst("^/+", "");
    for (String folder : FOLDERS) {
      for (String ending : List.of("", ".xsl", ".xslt")) {
        Path file = root.resolve(folder + rest + ending).normalize();
        if (isOpen(file)) return root.relativize(file).toString();
      }
    }
    return null;
  }

  byte[] read(String path) throws IOException {
    Path file = root.resolve(path).normalize();
    if (!isOpen(file)) throw new IOException("The bundle has no file " + path + ".");
    return Files.readAllBytes(file);
  }

  @Override
  public Source resolve(String reference, String base) throws TransformerException {
    String path = locate(reference, base);
    try {
      InputSource input = new InputSource(new ByteArrayInputStream(read(path)));
      input.setSystemId(address(path));
      return XmlReaders.forStylesheets(input);
    } catch (IOException e) {
      throw new TransformerException(e.getMessage(), e);
    }
  }

  /** The path in the bundle of what is referred to. Throws TransformerException when it is none of the bundle's files. */
  String locate(String reference, String base) throws TransformerException {
    URI address;
    try {
      URI relative = new URI(reference.replace(" ", "%20"));
      address = base == null || base.isEmpty() ? relative : new URI(base).resolve(relative);
    } catch (URISyntaxException e) {
      throw new TransformerException("The address " + reference + " is wrong: " + e.getMessage());
    }
    if (address.getScheme() != null && !address.getScheme().equals(SCHEME)) throw refused(reference);
    String path = address.getPath() == null ? "" : address.getPath().replaceFirst("^/+", "");
    if (isOpen(root.resolve(path).normalize())) return path;
    String found = find(reference.replace("%20", " "));
    if (found == null) throw new TransformerException("The bundle has no file " + path + ", which " + reference + " leads to.");
    return found;
  }

  private boolean isOpen(Path file) {
    return file.startsWith(root.resolve(RESOURCES)) && Files.isRegularFile(file);
  }

  private static TransformerException refused(String reference) {
    return new TransformerException("Stylesheets may refer to files of their bundle only, not to " + reference + ".");
  }
}
