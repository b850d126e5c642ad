package com.iflowsim.host;

import com.iflowsim.host.rehearsal.Call;
import com.iflowsim.host.rehearsal.HostClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Prints how long a cold start and the calls of a trivial script take: a body of 1 KiB, 12 headers, 8 properties. Arguments: connections,
 * seconds. The client is Java as well and shares the processor.
 */
public final class Measurement {
  private static final String SCRIPT = "import com.sap.gateway.ip.core.customdev.util.Message\n"
      + "def Message processData(Message message) { def body = message.getBody(String); message.setBody(body + '!'); message.setHeader('a', 'b'); message }";

  private Measurement() {}

  public static void main(String[] arguments) throws Exception {
    int connections = Integer.parseInt(arguments[0]);
    long seconds = Long.parseLong(arguments[1]);
    Path folder = Files.createTempDirectory("script-host");
    long start = System.nanoTime();
    try (HostProcess host = new HostProcess(folder)) {
      System.out.println("ready after " + (System.nanoTime() - start) / 1_000_000 + " ms");
      Call call = prepare(host);
      System.out.println("first reply after " + (System.nanoTime() - start) / 1_000_000 + " ms");
      measure(host, call, 1, seconds, "warm-up");
      measure(host, call, 1, seconds, "one connection");
      measure(host, call, connections, seconds, connections + " connections");
    }
  }

  private static Call prepare(HostProcess host) throws Exception {
    try (HostClient client = connect(host)) {
      long[] script = new long[1];
      client.compile(client.bundle("flow1", Map.of("a.groovy", SCRIPT.getBytes(StandardCharsets.UTF_8))), "a.groovy", script);
      Call call = new Call();
      call.script = script[0];
      call.body = new byte[1024];
      Arrays.fill(call.body, (byte) 'x');
      for (int i = 0; i < 12; ++i) call.headers.put("header" + i, "value " + i);
      for (int i = 0; i < 8; ++i) call.properties.put("property" + i, "value " + i);
      if (client.run(call).reason() != 0) throw new IllegalStateException("the script failed");
      return call;
    }
  }

  private static void measure(HostProcess host, Call call, int connections, long seconds, String what) throws Exception {
    long[][] times = new long[connections][];
    Thread[] threads = new Thread[connections];
    for (int i = 0; i < connections; ++i) {
      int index = i;
      threads[i] = new Thread(() -> times[index] = callFor(host, call, seconds));
      threads[i].start();
    }
    for (Thread thread : threads) thread.join();
    long[] all = Arrays.stream(times).flatMapToLong(Arrays::stream).sorted().toArray();
    System.out.printf("%s: %d calls/s, p50 %.1f us, p99 %.1f us%n", what, all.length / seconds, all[all.length / 2] / 1e3,
        all[(int) (all.length * 0.99)] / 1e3);
  }

  private static long[] callFor(HostProcess host, Call call, long seconds) {
    long[] times = new long[4_000_000];
    int count = 0;
    try (HostClient client = connect(host)) {
      long end = System.nanoTime() + seconds * 1_000_000_000L;
      for (long start = System.nanoTime(); start < end && count < times.length;) {
        client.run(call);
        long now = System.nanoTime();
        times[count++] = now - start;
        start = now;
      }
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
    return Arrays.copyOf(times, count);
  }

  private static HostClient connect(HostProcess host) throws java.io.IOException {
    return new HostClient(host.socket, List.of(), (service, method, values) -> null);
  }
}
