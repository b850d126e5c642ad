package com.iflowsim.host.bundle;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/** One deployed bundle: its files in a folder of the host, its class path, and the scripts compiled from it. Thread-safe. */
public final class Bundle {
  private static final String RESOURCES = "src/main/resources";

  private final String key;
  private final Path root;
  private final URLClassLoader loader;
  private final String sourcesDigest;
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();

  private Bundle(String key, Path root, URLClassLoader loader, String sourcesDigest) {
    this.key = key;
    this.root = root;
    this.loader = loader;
    this.sourcesDigest = sourcesDigest;
  }

  /** Writes the files below the folder, which must not exist. Throws IOException for a path that leads out of it. */
  static Bundle unpack(String key, Path root, SortedMap<String, byte[]> files) throws IOException {
    Files.createDirectories(root);
    List<URL> jars = new ArrayList<>();
    MessageDigest digest = Digests.sha256();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = root.resolve(file.getKey()).normalize();
      if (!path.startsWith(root) || path.equals(root)) throw new IOException("The bundle " + key + " has a file outside of itself: " + file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
      if (file.getKey().endsWith(".jar")) jars.add(path.toUri().toURL());
      if (isCode(file.getKey())) {
        digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
        digest.update(file.getValue());
      }
    }
    URLClassLoader loader = new URLClassLoader("bundle " + key, classPath(root, jars), Bundle.class.getClassLoader());
    return new Bundle(key, root, loader, Digests.hex(digest.digest()));
  }

  /** Flow or collection id. */
  public String key() {
    return key;
  }

  /** The folder with the bundle's files. */
  public Path root() {
    return root;
  }

  /** Finds the host's classes, then those of the bundle's jars, and the bundle's files as resources. */
  public ClassLoader loader() {
    return loader;
  }

  /** Of everything that scripts are compiled from or against. */
  String sourcesDigest() {
    return sourcesDigest;
  }

  Map<String, Script> scripts() {
    return scripts;
  }

  void close() throws IOException {
    loader.close();
  }

  private static URL[] classPath(Path root, List<URL> jars) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (Path folder : List.of(root.resolve(RESOURCES), root, root.resolve(RESOURCES + "/script"))) {
      urls.add(new URL(folder.toUri().toURL().toString().replaceAll("/*$", "/")));
    }
    urls.addAll(jars);
    return urls.toArray(URL[]::new);
  }

  private static boolean isCode(String path) {
    return path.endsWith(".jar") || path.endsWith(".groovy") || path.endsWith(".gsh");
  }
}
