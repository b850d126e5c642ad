package com.iflowsim.host.server;

import java.nio.file.Path;

/** The command line of the host. Cache may be null. */
public record Options(Path socket, Path scratch, Path cache, boolean allowNetwork) {
  /** Throws IllegalArgumentException with a text that says what is missing. */
  public static Options parse(String[] arguments) {
    Path socket = null;
    Path scratch = null;
    Path cache = null;
    boolean allowNetwork = false;
    for (int i = 0; i < arguments.length; ++i) {
      switch (arguments[i]) {
        case "--socket" -> socket = path(arguments, ++i);
        case "--scratch" -> scratch = path(arguments, ++i);
        case "--cache" -> cache = path(arguments, ++i);
        case "--allow-network" -> allowNetwork = true;
        default -> throw new IllegalArgumentException("Unknown option " + arguments[i] + ".");
      }
    }
    if (socket == null || scratch == null) {
      throw new IllegalArgumentException("Say --socket <path> and --scratch <folder>.");
    }
    return new Options(socket, scratch, cache, allowNetwork);
  }

  /** Where bundles are unpacked; scripts may read it. */
  Path bundles() {
    return scratch.resolve("bundles");
  }

  /** Where scripts may write. */
  Path files() {
    return scratch.resolve("files");
  }

  private static Path path(String[] arguments, int index) {
    if (index >= arguments.length) throw new IllegalArgumentException(arguments[index - 1] + " needs a path.");
    return Path.of(arguments[index]).toAbsolutePath().normalize();
  }
}
