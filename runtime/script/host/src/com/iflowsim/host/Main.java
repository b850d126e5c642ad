package com.iflowsim.host;

import com.iflowsim.host.log.HostLog;
import com.iflowsim.host.log.ScriptOutput;
import com.iflowsim.host.server.Host;
import com.iflowsim.host.server.Options;
import com.iflowsim.host.server.Platform;
import java.io.IOException;
import java.io.PrintStream;

/** The host of scripts: a child process of the server. See docs/adr/0008-script-host.md. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream output = System.out;
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      HostLog.write("error", e.getMessage());
      System.exit(2);
      return;
    }
    Platform.prepare();
    ScriptOutput.install();
    Platform.protect(options);
    Host host = new Host(options);
    endWithStandardInput();
    output.println("ready 1");
    output.flush();
    host.serve();
  }

  private static void endWithStandardInput() {
    Thread thread = new Thread(() -> {
      try {
        while (System.in.read() >= 0) continue;
      } catch (IOException closed) {
        HostLog.write("warn", "Standard input cannot be read, so the host ends.");
      }
      Runtime.getRuntime().halt(0);
    }, "standard input");
    thread.setDaemon(true);
    thread.start();
  }
}
