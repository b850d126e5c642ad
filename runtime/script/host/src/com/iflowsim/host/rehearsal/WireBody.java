package com.iflowsim.host.rehearsal;

import java.nio.charset.StandardCharsets;

/** A body as the caller gets it; large ones are put together already. Index: for form 7. */
public record WireBody(int form, byte[] content, Opaque object, int index) {
  public String text() {
    return content == null ? null : new String(content, StandardCharsets.UTF_8);
  }
}
