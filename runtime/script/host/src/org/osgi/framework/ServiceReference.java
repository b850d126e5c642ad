package org.osgi.framework;

/** A service that was found. */
public interface ServiceReference {
  Bundle getBundle();
}
