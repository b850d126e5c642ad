package com.iflowsim.host.log;

import com.iflowsim.host.call.CallContext;
import com.iflowsim.host.call.CallGroup;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output and error of the process: what a script prints goes to the output of its call. */
public final class ScriptOutput extends OutputStream {
  private final CallOutput host = new CallOutput(Origin.NONE);

  /** Takes over standard output and error. */
  public static void install() {
    PrintStream stream = new PrintStream(new ScriptOutput(), true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    CallContext call = CallGroup.currentCall();
    (call == null ? host : call.output()).write(bytes, from, count);
  }
}
