package com.iflowsim.host.codec;

import com.iflowsim.host.scope.Scope;
import com.iflowsim.host.wire.WireIn;
import com.iflowsim.host.wire.WireOut;
import java.util.LinkedHashMap;
import java.util.Map;

/** Exceptions on the wire. */
public final class ErrorCodec {
  private static final int MOST_CAUSES = 16;

  private final Scope scope;

  public ErrorCodec(Scope scope) {
    this.scope = scope;
  }

  /** The exception of its handle while that lives, else a new one of the class that is named. */
  public Throwable read(WireIn in) {
    return read(in, 0);
  }

  /** With a handle, so that the same object comes back. */
  public void write(WireOut out, Throwable error) {
    write(out, error, 0);
  }

  private Throwable read(WireIn in, int depth) {
    if (depth > MOST_CAUSES) throw new com.iflowsim.host.wire.ProtocolException("An error has more than 16 causes.");
    String className = in.text();
    String message = in.text();
    Map<String, String> details = readDetails(in);
    long handle = in.i64();
    Throwable cause = in.bool() ? read(in, depth + 1) : null;
    if (handle != 0 && scope.object(handle) instanceof Throwable known) return known;
    return PlatformExceptions.build(className, message, details, cause);
  }

  private void write(WireOut out, Throwable error, int depth) {
    String className = error instanceof UnknownException unknown ? unknown.className() : error.getClass().getName();
    out.text(className).text(error.getMessage());
    Map<String, String> details = ErrorDetails.of(error);
    out.u32(details.size());
    details.forEach((name, value) -> out.text(name).text(value));
    out.i64(scope.handleOf(error));
    boolean hasCause = error.getCause() != null && depth < MOST_CAUSES - 1;
    out.bool(hasCause);
    if (hasCause) write(out, error.getCause(), depth + 1);
  }

  private static Map<String, String> readDetails(WireIn in) {
    int count = in.count();
    Map<String, String> details = new LinkedHashMap<>();
    for (int i = 0; i < count; ++i) {
      String name = in.text();
      details.put(name, in.text());
    }
    return details;
  }
}
