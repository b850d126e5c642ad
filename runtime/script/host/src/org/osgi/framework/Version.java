package org.osgi.framework;

/** Version of a bundle. */
public record Version(int major, int minor, int micro) {
  public int getMajor() {
    return major;
  }

  public int getMinor() {
    return minor;
  }

  public int getMicro() {
    return micro;
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + micro;
  }
}
