package com.iflowsim.host.codec;

import com.iflowsim.host.call.CallerLink;
import com.iflowsim.host.message.Conversions;
import com.iflowsim.host.message.LazyBody;
import com.iflowsim.host.scope.Scope;
import com.iflowsim.host.wire.WireOut;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/** Bodies of one answer to the wire; large ones go ahead of it in pieces. */
public final class BodyWriter {
  private static final int INLINE = 1 << 20;

  private final Scope scope;
  private final CallerLink caller;
  private int parts;

  public BodyWriter(Scope scope, CallerLink caller) {
    this.scope = scope;
    this.caller = caller;
  }

  /** As the caller keeps it: text and bytes as such, objects under a handle. */
  public void write(WireOut out, Object body, Conversions conversions) throws IOException {
    Object value = body instanceof LazyBody lazy ? lazy.get() : body;
    if (value == null) out.u8(0);
    else if (value instanceof CharSequence || value instanceof Reader) writeContent(out, 2, conversions.bytes(value));
    else if (value instanceof byte[] bytes) writeContent(out, 3, bytes);
    else if (value instanceof InputStream) writeContent(out, 1, conversions.bytes(value));
    else out.u8(4).i64(scope.handleOf(value)).text(value.getClass().getName());
  }

  /** Form 1, 2 or 3. */
  public void writeContent(WireOut out, int form, byte[] content) throws IOException {
    if (content.length <= INLINE) {
      out.u8(form).bytes(content);
      return;
    }
    int part = parts++;
    caller.sendPieces(part, content);
    out.u8(5).u8(form).u32(part).i64(content.length);
  }
}
