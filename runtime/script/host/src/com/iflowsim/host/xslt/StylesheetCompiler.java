package com.iflowsim.host.xslt;

import com.iflowsim.host.bundle.Bundle;
import com.iflowsim.host.bundle.CompileFailure;
import com.iflowsim.host.bundle.Script;
import com.iflowsim.host.bundle.UnknownPlace;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** Compiles stylesheets of bundles. Thread-safe. */
public final class StylesheetCompiler {
  /** In place of a path: the rest is the name of the header that names the stylesheet. */
  private static final String BY_HEADER = "header:";

  private final Map<Bundle, BundleStyles> styles = Collections.synchronizedMap(new WeakHashMap<>());

  public Script compile(Bundle bundle, String path, long number) throws UnknownPlace, CompileFailure {
    BundleStyles known = styles.computeIfAbsent(bundle, any -> new BundleStyles(bundle.root(), bundle.loader()));
    if (path.startsWith(BY_HEADER)) return new NamedStylesheet(number, path.substring(BY_HEADER.length()), known);
    try {
      Transformation compiled = known.compile(path, known.files().read(path));
      return new Stylesheet(number, path, compiled);
    } catch (IOException e) {
      throw new UnknownPlace("The bundle " + bundle.key() + " has no stylesheet " + path + ".");
    }
  }
}
