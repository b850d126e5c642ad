package com.iflowsim.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The host as the server starts it: a child process made from the argument file of the build. */
final class HostProcess implements AutoCloseable {
  final Process process;
  final Path socket;
  /** The line that says that it listens. */
  final String ready;

  HostProcess(Path folder, String... arguments) throws IOException {
    socket = folder.resolve("socket");
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
        "@" + System.getProperty("iflowsim.script_host.args"), "--socket", socket.toString(), "--scratch", folder.resolve("scratch").toString()));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectError(folder.resolve("log").toFile()).start();
    ready = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
  }

  /** Closes its standard input. */
  boolean endsWithItsParent() throws IOException, InterruptedException {
    process.getOutputStream().close();
    return process.waitFor(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
