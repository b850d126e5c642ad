package com.iflowsim.host.rehearsal;

import com.iflowsim.host.wire.WireIn;
import com.iflowsim.host.wire.WireOut;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes requests and reads answers, from the caller's point of view. */
final class Answers {
  private Answers() {}

  static WireOut request(Call call) {
    WireOut out = new WireOut().i64(call.scope).i64(call.script).text(call.function);
    out.text("MESSAGE-1").text("EXCHANGE-1").text("flow1").text("CallActivity_1").u8(call.logLevel).u32(call.limit);
    entries(out, call.headers);
    entries(out, call.properties);
    out.u32(call.attachments.size());
    for (Call.Part part : call.attachments) {
      out.text(part.name()).text(part.contentType()).u32(1).text("Content-ID").text("<" + part.name() + ">").u8(1).bytes(part.content());
    }
    if (call.bodyForm == 0) return out.u8(0);
    if (call.bodyForm == 4) return out.u8(4).i64(call.bodyHandle).text("");
    if (call.isLarge) return out.u8(5).u8(call.bodyForm).u32(9).i64(call.body.length);
    return out.u8(call.bodyForm).bytes(call.body);
  }

  static Answer result(WireIn in, Map<Integer, ByteArrayOutputStream> pieces) {
    return new Answer(0, "", null, "", 0, changed(in, pieces), false, "");
  }

  static Answer error(WireIn in, Map<Integer, ByteArrayOutputStream> pieces) {
    int reason = in.u8();
    String description = in.text();
    WireError error = wireError(in);
    String script = in.text();
    int line = in.u32();
    in.text();
    Answer.Changed changed = in.bool() ? changed(in, pieces) : null;
    return new Answer(reason, description, error, script, line, changed, in.bool(), in.text());
  }

  static WireBody body(WireIn in, Map<Integer, ByteArrayOutputStream> pieces) {
    int form = in.u8();
    switch (form) {
      case 1:
      case 2:
      case 3: return new WireBody(form, in.bytes(), null, 0);
      case 4: return new WireBody(form, null, new Opaque(in.i64(), in.text(), null), 0);
      case 5: {
        int inner = in.u8();
        byte[] content = pieces.get(in.u32()).toByteArray();
        if (in.i64() != content.length) throw new IllegalStateException("the pieces are not as long as was said");
        return new WireBody(inner, content, null, 0);
      }
      case 7: return new WireBody(form, null, null, in.u32());
      default: return new WireBody(form, null, null, 0);
    }
  }

  static Object value(WireIn in) {
    int tag = in.u8();
    switch (tag) {
      case 0: return null;
      case 1: return in.text();
      case 2: return in.bool();
      case 3: return (int) in.i64();
      case 4: return in.f64();
      case 5: return in.bytes();
      case 6: return list(in);
      case 7: return map(in);
      case 8: return new Date(in.i64());
      case 9: return wireError(in);
      case 10: return new Opaque(in.i64(), in.text(), null);
      case 11: return soapHeaders(in);
      case 12: return new Opaque(0, in.text(), in.text());
      default: throw new IllegalStateException("tag " + tag);
    }
  }

  static List<?> list(WireIn in) {
    List<Object> items = new ArrayList<>();
    for (int left = in.count(); left > 0; --left) items.add(value(in));
    return items;
  }

  static WireOut write(WireOut out, Object value) {
    if (value == null) return out.u8(0);
    if (value instanceof String text) return out.u8(1).text(text);
    if (value instanceof Boolean truth) return out.u8(2).bool(truth);
    if (value instanceof Integer number) return out.u8(3).i64(number);
    if (value instanceof byte[] bytes) return out.u8(5).bytes(bytes);
    if (value instanceof Date date) return out.u8(8).i64(date.getTime());
    if (value instanceof Opaque object && object.text() == null) return out.u8(10).i64(object.handle()).text(object.className());
    if (value instanceof Opaque number) return out.u8(12).text(number.className()).text(number.text());
    if (value instanceof WireError error) return writeError(out.u8(9), error);
    if (value instanceof List<?> items && !items.isEmpty() && items.get(0) instanceof WireSoapHeader) return writeSoapHeaders(out.u8(11), items);
    if (value instanceof List<?> items) {
      out.u8(6).u32(items.size());
      items.forEach(item -> write(out, item));
      return out;
    }
    Map<?, ?> map = (Map<?, ?>) value;
    out.u8(7).u32(map.size());
    map.forEach((key, item) -> write(out.text((String) key), item));
    return out;
  }

  private static Answer.Changed changed(WireIn in, Map<Integer, ByteArrayOutputStream> pieces) {
    WireBody body = body(in, pieces);
    List<String> removedHeaders = texts(in);
    Map<String, Object> headers = map(in);
    List<String> removedProperties = texts(in);
    Map<String, Object> properties = map(in);
    Map<String, WireBody> attachments = in.bool() ? attachments(in, pieces) : null;
    List<Answer.Logged> log = new ArrayList<>();
    for (int left = in.count(); left > 0; --left) {
      log.add(new Answer.Logged(in.u8(), in.text(), in.text(), body(in, pieces).text()));
    }
    return new Answer.Changed(body, removedHeaders, headers, removedProperties, properties, attachments, log);
  }

  private static Map<String, WireBody> attachments(WireIn in, Map<Integer, ByteArrayOutputStream> pieces) {
    Map<String, WireBody> attachments = new LinkedHashMap<>();
    for (int left = in.count(); left > 0; --left) {
      String name = in.text();
      in.text();
      for (int headers = in.count(); headers > 0; --headers) {
        in.text();
        in.text();
      }
      attachments.put(name, body(in, pieces));
    }
    return attachments;
  }

  private static WireError wireError(WireIn in) {
    String className = in.text();
    String message = in.text();
    Map<String, String> details = new LinkedHashMap<>();
    for (int left = in.count(); left > 0; --left) details.put(in.text(), in.text());
    long handle = in.i64();
    return new WireError(className, message, details, handle, in.bool() ? wireError(in) : null);
  }

  private static WireOut writeError(WireOut out, WireError error) {
    out.text(error.className()).text(error.message()).u32(error.details().size());
    error.details().forEach((name, value) -> out.text(name).text(value));
    out.i64(error.handle()).bool(error.cause() != null);
    return error.cause() == null ? out : writeError(out, error.cause());
  }

  private static List<WireSoapHeader> soapHeaders(WireIn in) {
    List<WireSoapHeader> headers = new ArrayList<>();
    for (int left = in.count(); left > 0; --left) headers.add(new WireSoapHeader(in.text(), in.text(), in.text(), in.text(), in.bool()));
    return headers;
  }

  private static WireOut writeSoapHeaders(WireOut out, List<?> headers) {
    out.u32(headers.size());
    for (Object entry : headers) {
      WireSoapHeader header = (WireSoapHeader) entry;
      out.text(header.namespace()).text(header.name()).text(header.xml()).text(header.actor()).bool(header.mustUnderstand());
    }
    return out;
  }

  private static List<String> texts(WireIn in) {
    List<String> texts = new ArrayList<>();
    for (int left = in.count(); left > 0; --left) texts.add(in.text());
    return texts;
  }

  private static Map<String, Object> map(WireIn in) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int left = in.count(); left > 0; --left) {
      String name = in.text();
      map.put(name, value(in));
    }
    return map;
  }

  private static void entries(WireOut out, Map<String, Object> entries) {
    out.u32(entries.size());
    entries.forEach((name, value) -> write(out.text(name), value));
  }
}
