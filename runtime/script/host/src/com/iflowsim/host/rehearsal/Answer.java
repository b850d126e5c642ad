package com.iflowsim.host.rehearsal;

import java.util.List;
import java.util.Map;

/** What a call came to. Reason 0: it went well, and the error is null. Attachments: null when unchanged. */
public record Answer(
    int reason, String description, WireError error, String script, int line, Changed changed, boolean connectionEnds, String hint) {
  /** What the script changed; null with an answer that does not say. */
  public record Changed(
      WireBody body,
      List<String> removedHeaders,
      Map<String, Object> headers,
      List<String> removedProperties,
      Map<String, Object> properties,
      Map<String, WireBody> attachments,
      List<Logged> log) {}

  /** An entry of the processing log. */
  public record Logged(int kind, String name, String mediaType, String text) {}
}
