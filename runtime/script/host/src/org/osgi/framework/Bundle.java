package org.osgi.framework;

import java.util.Dictionary;

/** A bundle of the runtime. */
public interface Bundle {
  BundleContext getBundleContext();

  String getSymbolicName();

  Version getVersion();

  Dictionary<String, String> getHeaders();
}
