package com.iflowsim.host.b2b;

import com.sap.it.op.b2b.monitor.api.B2BMonitoringApi;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** The one bundle that scripts see; its only service is the B2B monitor. */
public final class RuntimeBundle implements Bundle, BundleContext, ServiceReference {
  @Override
  public BundleContext getBundleContext() {
    return this;
  }

  @Override
  public String getSymbolicName() {
    return "com.sap.gateway.ip.core.customdev.util";
  }

  @Override
  public Version getVersion() {
    return new Version(1, 0, 0);
  }

  @Override
  public Dictionary<String, String> getHeaders() {
    return new Hashtable<>();
  }

  @Override
  public ServiceReference getServiceReference(Class<?> type) {
    return getServiceReference(type.getName());
  }

  @Override
  public ServiceReference getServiceReference(String type) {
    return type.equals(B2BMonitoringApi.class.getName()) ? this : null;
  }

  @Override
  public Object getService(ServiceReference reference) {
    return reference == null ? null : new B2BMonitoringApi();
  }

  @Override
  public Bundle[] getBundles() {
    return new Bundle[] {this};
  }

  @Override
  public Bundle getBundle() {
    return this;
  }
}
