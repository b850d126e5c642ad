package org.osgi.framework;

import com.iflowsim.host.b2b.RuntimeBundle;

/** Where scripts start to look for the B2B monitor. */
public final class FrameworkUtil {
  private FrameworkUtil() {}

  /** Always the one bundle of the runtime. */
  public static Bundle getBundle(Class<?> type) {
    return new RuntimeBundle();
  }
}
