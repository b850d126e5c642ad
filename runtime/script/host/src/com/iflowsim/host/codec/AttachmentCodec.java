package com.iflowsim.host.codec;

import com.iflowsim.host.message.Conversions;
import com.iflowsim.host.wire.WireIn;
import com.iflowsim.host.wire.WireOut;
import com.sap.gateway.ip.core.customdev.util.AttachmentWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.activation.DataHandler;
import javax.activation.DataSource;
import org.apache.camel.Attachment;

/** Attachments of one call: reads them, and tells whether the script changed them. */
public final class AttachmentCodec {
  private final Map<String, Attachment> before = new LinkedHashMap<>();
  private final List<Map<String, List<String>>> headersBefore = new ArrayList<>();
  private final List<DataSource> sources = new ArrayList<>();

  /** Puts the attachments of the message into the map. */
  public void read(WireIn in, BodyReader bodies, Map<String, Attachment> attachments) {
    int count = in.count();
    for (int i = 0; i < count; ++i) {
      String name = in.text();
      String contentType = in.text();
      Map<String, List<String>> headers = new LinkedHashMap<>();
      for (int left = in.count(); left > 0; --left) {
        headers.computeIfAbsent(in.text(), any -> new ArrayList<>()).add(in.text());
      }
      DataSource source = new WireDataSource(name, contentType, bodies.read(in, StandardCharsets.UTF_8));
      AttachmentWrapper attachment = new AttachmentWrapper(new DataHandler(source));
      headers.forEach((header, values) -> values.forEach(value -> attachment.addHeader(header, value)));
      attachments.put(name, attachment);
      sources.add(source);
    }
    before.putAll(attachments);
    before.values().forEach(attachment -> headersBefore.add(headersOf(attachment)));
  }

  /** Writes whether they changed, and all of them when they did. */
  public void write(WireOut out, BodyWriter bodies, Conversions conversions, Map<String, Attachment> attachments) throws IOException {
    boolean changed = isChanged(attachments);
    out.bool(changed);
    if (!changed) return;
    out.u32(attachments.size());
    for (Map.Entry<String, Attachment> entry : attachments.entrySet()) {
      DataHandler handler = entry.getValue().getDataHandler();
      out.text(entry.getKey()).text(handler.getContentType());
      writeHeaders(out, headersOf(entry.getValue()));
      int known = sources.indexOf(handler.getDataSource());
      if (known >= 0) out.u8(7).u32(known);
      else bodies.writeContent(out, 1, conversions.bytes(handler));
    }
  }

  private boolean isChanged(Map<String, Attachment> attachments) {
    if (!List.copyOf(before.keySet()).equals(List.copyOf(attachments.keySet()))) return true;
    int index = 0;
    for (Map.Entry<String, Attachment> entry : attachments.entrySet()) {
      if (before.get(entry.getKey()) != entry.getValue()) return true;
      if (!headersBefore.get(index++).equals(headersOf(entry.getValue()))) return true;
    }
    return false;
  }

  private static void writeHeaders(WireOut out, Map<String, List<String>> headers) {
    out.u32(headers.values().stream().mapToInt(List::size).sum());
    headers.forEach((name, values) -> values.forEach(value -> out.text(name).text(value)));
  }

  private static Map<String, List<String>> headersOf(Attachment attachment) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : attachment.getHeaderNames()) headers.put(name, List.copyOf(attachment.getHeaderAsList(name)));
    return headers;
  }
}
