package com.iflowsim.host.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One call of a script, to be filled in by the caller. */
public final class Call {
  public final Map<String, Object> headers = new LinkedHashMap<>();
  public final Map<String, Object> properties = new LinkedHashMap<>();
  public final List<Part> attachments = new ArrayList<>();
  public long scope = 1;
  public long script;
  public String function = "";
  public int logLevel = 2;
  public int limit = 60_000;
  public int bodyForm = 1;
  public byte[] body = new byte[0];
  /** For form 4. */
  public long bodyHandle;
  /** Sends the body on demand. */
  public boolean isLarge;

  /** An attachment. */
  public record Part(String name, String contentType, byte[] content) {}
}
