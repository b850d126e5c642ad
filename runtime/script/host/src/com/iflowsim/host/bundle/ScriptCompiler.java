package com.iflowsim.host.bundle;

import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovySystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.tools.GroovyClass;

/** Compiles Groovy scripts of bundles, each on its own. Thread-safe. */
public final class ScriptCompiler {
  /** Changes with the names that scripts get as classes. */
  private static final String NAMING = "2";

  private final ClassCache cache;

  public ScriptCompiler(ClassCache cache) {
    this.cache = cache;
  }

  GroovyScript compile(Bundle bundle, String path, boolean isStrict, long number) throws UnknownPlace, CompileFailure {
    String source = source(bundle, path);
    String digest = digest(bundle, path, source, isStrict);
    CompiledClasses classes = cache.find(digest);
    if (classes == null) {
      classes = compileSource(bundle, path, source, isStrict);
      cache.put(digest, classes);
    }
    try {
      ScriptLoader loader = new ScriptLoader(bundle.loader(), classes.classes());
      return new GroovyScript(number, path, loader.loadClass(classes.mainClass()));
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new CompileFailure(path, 0, e);
    }
  }

  /** The text of a file of the bundle: UTF-8, else ISO 8859-1. */
  static String source(Bundle bundle, String path) throws UnknownPlace {
    Path file = bundle.root().resolve(path).normalize();
    if (!file.startsWith(bundle.root()) || !Files.isRegularFile(file)) {
      throw new UnknownPlace("The bundle " + bundle.key() + " has no script " + path + ".");
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (IOException notUtf8) {
      return latin1(file, path);
    }
  }

  private static String latin1(Path file, String path) throws UnknownPlace {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UnknownPlace("The script " + path + " cannot be read: " + e.getMessage());
    }
  }

  private CompiledClasses compileSource(Bundle bundle, String path, String source, boolean isStrict) throws CompileFailure {
    CompilerConfiguration configuration = configuration(isStrict);
    String name = GroovyScript.className(path);
    try (GroovyClassLoader resolver = new GroovyClassLoader(bundle.loader(), configuration)) {
      CompilationUnit unit = new CompilationUnit(configuration, null, resolver);
      unit.addSource(name + ".groovy", source);
      unit.compile(Phases.CLASS_GENERATION);
      Map<String, byte[]> classes = new LinkedHashMap<>();
      for (Object generated : unit.getClasses()) {
        classes.put(((GroovyClass) generated).getName(), ((GroovyClass) generated).getBytes());
      }
      return new CompiledClasses(mainClass(classes, name), classes);
    } catch (CompilationFailedException e) {
      throw new CompileFailure(path, line(e), e);
    } catch (IOException e) {
      throw new CompileFailure(path, 0, e);
    }
  }

  private static CompilerConfiguration configuration(boolean isStrict) {
    CompilerConfiguration configuration = new CompilerConfiguration();
    configuration.setSourceEncoding("UTF-8");
    if (!isStrict) configuration.addCompilationCustomizers(new ImportCustomizer().addStarImports("java.text"));
    return configuration;
  }

  private static String mainClass(Map<String, byte[]> classes, String name) {
    for (String candidate : classes.keySet()) {
      if (candidate.equals(name) || candidate.endsWith("." + name)) return candidate;
    }
    return classes.keySet().iterator().next();
  }

  private static int line(CompilationFailedException failure) {
    if (!(failure instanceof MultipleCompilationErrorsException errors)) return 0;
    Object first = errors.getErrorCollector().getError(0);
    return first instanceof SyntaxErrorMessage syntax ? syntax.getCause().getLine() : 0;
  }

  private static String digest(Bundle bundle, String path, String source, boolean isStrict) {
    MessageDigest digest = Digests.sha256();
    for (String part : new String[] {NAMING, GroovySystem.getVersion(), bundle.sourcesDigest(), path, source, Boolean.toString(isStrict)}) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return Digests.hex(digest.digest());
  }
}
