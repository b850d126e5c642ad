package com.iflowsim.host.codec;

import com.iflowsim.host.call.CallerLink;
import com.iflowsim.host.message.LazyBody;
import com.iflowsim.host.scope.Scope;
import com.iflowsim.host.wire.ProtocolException;
import com.iflowsim.host.wire.WireIn;
import java.nio.charset.Charset;
import org.apache.camel.converter.stream.InputStreamCache;

/** Bodies from the wire, as scripts see them. */
public final class BodyReader {
  private final Scope scope;
  private final CallerLink caller;

  public BodyReader(Scope scope, CallerLink caller) {
    this.scope = scope;
    this.caller = caller;
  }

  /** A large body is read when somebody asks for it; see {@link LazyBody}. */
  public Object read(WireIn in, Charset charset) {
    int form = in.u8();
    switch (form) {
      case 0: return null;
      case 1:
      case 2:
      case 3: return present(form, in.bytes(), charset);
      case 4: return readHandle(in);
      case 5: return readLarge(in, charset);
      default: throw new ProtocolException("A body has the unknown form " + form + ".");
    }
  }

  private Object readHandle(WireIn in) {
    long handle = in.i64();
    in.text();
    return scope.object(handle);
  }

  private LazyBody readLarge(WireIn in, Charset charset) {
    int form = in.u8();
    int part = in.u32();
    long size = in.i64();
    return new LazyBody() {
      private Object content;

      @Override
      public long size() {
        return size;
      }

      @Override
      public Object get() {
        if (content == null) content = present(form, caller.fetch(part, size), charset);
        return content;
      }

      @Override
      public boolean isSame(Object body) {
        return body == this || (content != null && body == content);
      }
    };
  }

  private static Object present(int form, byte[] content, Charset charset) {
    if (form == 2) return new String(content, charset);
    return form == 3 ? content : new InputStreamCache(content);
  }
}
