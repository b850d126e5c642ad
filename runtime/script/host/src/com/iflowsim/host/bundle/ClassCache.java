package com.iflowsim.host.bundle;

import com.iflowsim.host.log.HostLog;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiled scripts by the digest of all that went into them: in memory, and in a folder that outlives the host when one is given.
 * Thread-safe.
 */
public final class ClassCache {
  private final Path folder;
  private final Map<String, CompiledClasses> memory = new ConcurrentHashMap<>();

  /** The folder may be null. */
  public ClassCache(Path folder) {
    this.folder = folder;
  }

  /** Null when it holds none. */
  CompiledClasses find(String digest) {
    CompiledClasses known = memory.get(digest);
    if (known != null || folder == null) return known;
    try {
      Path file = file(digest);
      if (!Files.exists(file)) return null;
      CompiledClasses read = CompiledClasses.of(Files.readAllBytes(file));
      memory.put(digest, read);
      return read;
    } catch (IOException damaged) {
      HostLog.write("warn", "A compiled script cannot be read and is compiled again: " + damaged.getMessage());
      return null;
    }
  }

  void put(String digest, CompiledClasses classes) {
    memory.put(digest, classes);
    if (folder == null) return;
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempFile(folder, "new", ".classes");
      Files.write(temporary, classes.toBytes());
      move(temporary, file(digest));
    } catch (IOException e) {
      HostLog.write("warn", "A compiled script cannot be kept in " + folder + ": " + e.getMessage());
    }
  }

  private Path file(String digest) {
    return folder.resolve(digest + ".classes");
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
