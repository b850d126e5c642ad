package com.iflowsim.host.bundle;

import com.iflowsim.host.log.HostLog;
import com.iflowsim.host.xslt.StylesheetCompiler;
import com.iflowsim.host.xslt.XPathCompilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** All bundles of the tenant and their scripts, by the numbers the caller uses. Thread-safe. */
public final class Bundles {
  private final Path folder;
  private final ScriptCompiler compiler;
  private final JavaScriptCompiler javaScript = new JavaScriptCompiler();
  private final StylesheetCompiler stylesheets = new StylesheetCompiler();
  private final XPathCompilation expressions = new XPathCompilation();
  private final Map<Long, Bundle> bundles = new ConcurrentHashMap<>();
  private final Map<Long, Script> scripts = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong(1);

  /** Bundles are unpacked below the folder. */
  public Bundles(Path folder, ScriptCompiler compiler) {
    this.folder = folder.toAbsolutePath().normalize();
    this.compiler = compiler;
  }

  /** The number of the new bundle. */
  public long add(String key, SortedMap<String, byte[]> files) throws IOException {
    long number = numbers.getAndIncrement();
    bundles.put(number, Bundle.unpack(key, folder.resolve(Long.toString(number)), files));
    return number;
  }

  /** Drops the bundle with its scripts; calls that run end undisturbed. */
  public void remove(long number) {
    Bundle bundle = bundles.remove(number);
    if (bundle == null) return;
    scripts.values().removeAll(bundle.scripts().values());
    try {
      bundle.close();
      deleteAll(bundle.root());
    } catch (IOException e) {
      HostLog.write("warn", "The files of the bundle " + bundle.key() + " cannot be removed: " + e.getMessage());
    }
  }

  /** Compiles once per path. Throws UnknownPlace when there is no such bundle or file, CompileFailure when it does not compile. */
  public Script compile(long number, String path, Language language, boolean isStrict) throws UnknownPlace, CompileFailure {
    Bundle bundle = bundles.get(number);
    if (bundle == null) throw new UnknownPlace("There is no bundle " + number + "; it may have been dropped.");
    synchronized (bundle) {
      Script known = bundle.scripts().get(path);
      if (known != null) return known;
      Script script = compile(bundle, path, language, isStrict);
      bundle.scripts().put(path, script);
      scripts.put(script.number(), script);
      return script;
    }
  }

  private Script compile(Bundle bundle, String path, Language language, boolean isStrict) throws UnknownPlace, CompileFailure {
    long number = numbers.getAndIncrement();
    return switch (language) {
      case GROOVY -> compiler.compile(bundle, path, isStrict, number);
      case JAVASCRIPT -> javaScript.compile(bundle, path, ScriptCompiler.source(bundle, path), number);
      case XSLT -> stylesheets.compile(bundle, path, number);
      case XPATH -> expressions.compile(path, number);
      default -> throw new UnknownPlace("The script " + path + " is written in " + language + ", which this host does not run.");
    };
  }

  public Script script(long number) throws UnknownPlace {
    Script script = scripts.get(number);
    if (script == null) throw new UnknownPlace("There is no script " + number + "; its bundle may have been dropped.");
    return script;
  }

  private static void deleteAll(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
    }
  }
}
