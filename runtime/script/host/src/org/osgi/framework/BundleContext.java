package org.osgi.framework;

/** Finds services. */
public interface BundleContext {
  /** Null for a service that is not there. */
  ServiceReference getServiceReference(Class<?> type);

  ServiceReference getServiceReference(String type);

  Object getService(ServiceReference reference);

  Bundle[] getBundles();

  Bundle getBundle();
}
