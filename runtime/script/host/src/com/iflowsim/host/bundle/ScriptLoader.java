package com.iflowsim.host.bundle;

import groovy.lang.GroovyClassLoader;
import java.util.Map;

/** The classes of one script, on top of those of its bundle. */
final class ScriptLoader extends GroovyClassLoader {
  private final Map<String, byte[]> classes;

  ScriptLoader(ClassLoader bundle, Map<String, byte[]> classes) {
    super(bundle);
    this.classes = classes;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
  }
}
