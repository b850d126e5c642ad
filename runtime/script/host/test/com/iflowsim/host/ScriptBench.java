package com.iflowsim.host;

import com.iflowsim.host.log.HostLog;
import com.iflowsim.host.log.ScriptOutput;
import com.iflowsim.host.rehearsal.Answer;
import com.iflowsim.host.rehearsal.Call;
import com.iflowsim.host.rehearsal.HostClient;
import com.iflowsim.host.server.Host;
import com.iflowsim.host.server.Options;
import com.iflowsim.host.server.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.rules.ExternalResource;

/** One host for all tests of this process, and a connection for each test: deploys a script and calls it. A rule of JUnit. */
final class ScriptBench extends ExternalResource {
  static final String PATH = "src/main/resources/script/test.groovy";
  private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();
  private static Path folder;
  private static Path socket;
  private static long scopes = 1;

  private final List<String> services;
  private final HostClient.Service service;
  /** While a test runs. */
  HostClient client;
  final Call call = new Call();
  final Map<String, byte[]> files = new HashMap<>();
  /** Of the script in its bundle. */
  String path = PATH;

  ScriptBench() {
    this(List.of(), (service, method, arguments) -> null);
  }

  ScriptBench(List<String> services, HostClient.Service service) {
    this.services = services;
    this.service = service;
  }

  @Override
  protected void before() throws IOException {
    start();
    connect();
    call.scope = scopes++;
  }

  /** Anew, after a call that ended its connection. */
  void connect() throws IOException {
    client = new HostClient(socket, services, service);
  }

  @Override
  protected void after() {
    try {
      client.release(call.scope);
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder that scripts may write to. */
  static Path folder() {
    return folder;
  }

  /** All log lines so far. */
  static String log() {
    return LOG.toString(StandardCharsets.UTF_8);
  }

  /** Deploys the script; null when it compiles. */
  Answer deploy(String script) throws IOException {
    files.put(path, script.getBytes(StandardCharsets.UTF_8));
    long[] number = new long[1];
    Answer failure = client.compile(client.bundle("flow1", files), path, number);
    call.script = number[0];
    return failure;
  }

  /** Deploys {@code processData} with these statements and calls it. */
  Answer run(String statements) throws IOException {
    return runScript("import com.sap.gateway.ip.core.customdev.util.Message\n"
        + "def Message processData(Message message) {\n" + statements + "\nreturn message }");
  }

  /** Deploys a whole script and calls it. */
  Answer runScript(String script) throws IOException {
    Answer failure = deploy(script);
    return failure != null ? failure : client.run(call);
  }

  /** What the statements put into the property {@code result}, of any type; fails when the script fails. */
  Object result(String statements) throws IOException {
    Answer answer = run(statements);
    if (answer.reason() != 0) throw new AssertionError(answer.description());
    return answer.changed().properties().get("result");
  }

  void body(String text) {
    call.body = text.getBytes(StandardCharsets.UTF_8);
  }

  private static synchronized void start() throws IOException {
    if (folder != null) return;
    folder = Files.createTempDirectory("script-host").toRealPath();
    socket = folder.resolve("s");
    Options options = new Options(socket, folder.resolve("scratch"), folder.resolve("cache"), false);
    Platform.prepare();
    ScriptOutput.install();
    HostLog.redirect(LOG);
    Platform.protect(options);
    Host host = new Host(options);
    Thread server = new Thread(() -> {
      try {
        host.serve();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }, "host");
    server.setDaemon(true);
    server.start();
  }
}
