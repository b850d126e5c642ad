package com.iflowsim.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.rehearsal.Call;
import com.iflowsim.host.rehearsal.HostClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The host as a process of its own. */
public class ProcessTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void saysWhenItListensAndEndsWithItsParent() throws Exception {
    try (HostProcess host = new HostProcess(folder.getRoot().toPath())) {
      assertEquals("ready 1", host.ready);
      assertTrue(Files.exists(host.socket));
      assertTrue(host.endsWithItsParent());
    }
  }

  @Test
  public void keepsCompiledScriptsForTheNextProcess() throws Exception {
    Path cache = folder.getRoot().toPath().resolve("cache");
    for (int turn = 0; turn < 2; ++turn) {
      try (HostProcess host = new HostProcess(folder.getRoot().toPath(), "--cache", cache.toString());
          HostClient client = new HostClient(host.socket, List.of(), (service, method, arguments) -> null)) {
        long[] script = new long[1];
        byte[] source = "def processData(message) { message.setBody('done'); message }".getBytes(StandardCharsets.UTF_8);
        client.compile(client.bundle("flow1", Map.of("a.groovy", source)), "a.groovy", script);
        Call call = new Call();
        call.script = script[0];
        assertEquals("done", client.run(call).changed().body().text());
      }
      assertEquals(1, cache.toFile().list((parent, name) -> name.endsWith(".classes")).length);
    }
  }

  @Test
  public void aWrongCommandLineIsRefusedWithAReason() throws Exception {
    try (HostProcess host = new HostProcess(folder.getRoot().toPath(), "--fast")) {
      assertEquals(2, host.process.waitFor());
      assertFalse(Files.exists(host.socket));
      assertTrue(Files.readString(folder.getRoot().toPath().resolve("log")).contains("Unknown option --fast."));
    }
  }
}
