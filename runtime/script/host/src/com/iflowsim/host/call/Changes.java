package com.iflowsim.host.call;

import com.iflowsim.host.codec.AttachmentCodec;
import com.iflowsim.host.codec.BodyReader;
import com.iflowsim.host.codec.BodyWriter;
import com.iflowsim.host.codec.EntryCodec;
import com.iflowsim.host.codec.ValueCodec;
import com.iflowsim.host.message.LazyBody;
import com.iflowsim.host.message.LogConfiguration;
import com.iflowsim.host.message.LogEntry;
import com.iflowsim.host.message.ScriptMessageLog;
import com.iflowsim.host.scope.Scope;
import com.iflowsim.host.wire.WireIn;
import com.iflowsim.host.wire.WireOut;
import com.sap.gateway.ip.core.customdev.processor.MessageImpl;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;

/** Reads the message of a call, and writes what the script changed in it. */
final class Changes {
  private final Scope scope;
  private final CallerLink caller;
  private final EntryCodec headers;
  private final EntryCodec properties;
  private final AttachmentCodec attachments = new AttachmentCodec();
  private Object bodyBefore;

  Changes(Scope scope, CallerLink caller, ValueCodec values) {
    this.scope = scope;
    this.caller = caller;
    this.headers = EntryCodec.ofHeaders(values);
    this.properties = EntryCodec.ofProperties(values);
  }

  void read(WireIn in, MessageImpl message, int logLevel) {
    BodyReader bodies = new BodyReader(scope, caller);
    headers.read(in, message.getHeaders());
    properties.read(in, message.getProperties());
    LogConfiguration log = new LogConfiguration(logLevel);
    properties.provide(LogConfiguration.PROPERTY, log, message.getProperties());
    for (String name : LogConfiguration.LEVEL_PROPERTIES) properties.provide(name, log.getLogLevel(), message.getProperties());
    attachments.read(in, bodies, message.storedAttachments());
    bodyBefore = bodies.read(in, charset(message));
    message.setBody(bodyBefore);
  }

  /** Runs code of scripts, such as toString of their objects. */
  void write(WireOut out, MessageImpl message, ScriptMessageLog log) throws IOException {
    BodyWriter bodies = new BodyWriter(scope, caller);
    if (isSameBody(message.storedBody())) out.u8(6);
    else bodies.write(out, message.storedBody(), message.conversions());
    headers.writeChanges(out, message.getHeaders());
    properties.writeChanges(out, message.getProperties());
    attachments.write(out, bodies, message.conversions(), message.storedAttachments());
    List<LogEntry> entries = log.takeEntries();
    out.u32(entries.size());
    for (LogEntry entry : entries) {
      out.u8(entry.kind()).text(entry.name()).text(entry.mediaType());
      bodies.writeContent(out, 2, entry.text().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A byte array could be changed in place, so it is always sent. */
  private boolean isSameBody(Object body) {
    if (bodyBefore instanceof LazyBody lazy && lazy.isSame(body)) return true;
    return body == bodyBefore && !(body instanceof byte[]);
  }

  /** As {@code MessageImpl.conversions}, but an unknown name does not fail a script that has no use for it. */
  private static Charset charset(MessageImpl message) {
    Object name = message.getProperties().get(Exchange.CHARSET_NAME);
    if (name == null) name = message.getHeaders().get(Exchange.CHARSET_NAME);
    try {
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(name.toString().trim());
    } catch (IllegalArgumentException unknown) {
      return StandardCharsets.UTF_8;
    }
  }
}
