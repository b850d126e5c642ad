package com.iflowsim.host.codec;

import com.iflowsim.host.scope.Scope;
import com.iflowsim.host.wire.ProtocolException;
import com.iflowsim.host.wire.WireIn;
import com.iflowsim.host.wire.WireOut;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values on the wire; the table is in docs/adr/0008-script-host.md. Objects without a plain form become handles of the scope. */
public final class ValueCodec {
  private static final Set<Class<?>> TYPED =
      Set.of(Long.class, Short.class, Byte.class, Float.class, BigDecimal.class, BigInteger.class, Character.class);

  private final Scope scope;
  private final ErrorCodec errors;

  public ValueCodec(Scope scope) {
    this.scope = scope;
    this.errors = new ErrorCodec(scope);
  }

  public Object read(WireIn in) {
    int tag = in.u8();
    switch (tag) {
      case 0: return null;
      case 1: return in.text();
      case 2: return in.bool();
      case 3: return integer(in.i64());
      case 4: return in.f64();
      case 5: return in.bytes();
      case 6: return readList(in);
      case 7: return readMap(in);
      case 8: return new Date(in.i64());
      case 9: return errors.read(in);
      case 10: return readHandle(in);
      case 11: return SoapHeaderCodec.read(in);
      case 12: return typed(in.text(), in.text());
      default: throw new ProtocolException("A value has the unknown tag " + tag + ".");
    }
  }

  /** An error that stands without a tag. */
  public Throwable readError(WireIn in) {
    return errors.read(in);
  }

  /** Keeps the object's identity where it has no plain form. */
  public void write(WireOut out, Object value) {
    if (writePlain(out, value)) return;
    if (SoapHeaderCodec.isSoapHeaderList(value)) SoapHeaderCodec.write(out.u8(11), (List<?>) value);
    else out.u8(10).i64(scope.handleOf(value)).text(value.getClass().getName());
  }

  /** Writes a copy: maps, lists, arrays and sets as such, other objects as their text. */
  public void writeCopy(WireOut out, Object value) {
    if (writePlain(out, value)) return;
    if (value instanceof Map<?, ?> map) writeMap(out, map);
    else if (value instanceof Iterable<?> items) writeList(out, items);
    else if (value instanceof Object[] items) writeList(out, Arrays.asList(items));
    else out.u8(1).text(String.valueOf(value));
  }

  private boolean writePlain(WireOut out, Object value) {
    if (value == null) out.u8(0);
    else if (value instanceof CharSequence) out.u8(1).text(value.toString());
    else if (value instanceof Boolean truth) out.u8(2).bool(truth);
    else if (value instanceof Integer number) out.u8(3).i64(number);
    else if (value instanceof Double number) out.u8(4).f64(number);
    else if (value instanceof byte[] bytes) out.u8(5).bytes(bytes);
    else if (value.getClass() == Date.class) out.u8(8).i64(((Date) value).getTime());
    else if (value instanceof Throwable error) errors.write(out.u8(9), error);
    else if (TYPED.contains(value.getClass())) out.u8(12).text(value.getClass().getName()).text(value.toString());
    else return false;
    return true;
  }

  private void writeList(WireOut out, Iterable<?> items) {
    int place = out.u8(6).placeForCount();
    int count = 0;
    for (Object item : items) {
      writeCopy(out, item);
      ++count;
    }
    out.count(place, count);
  }

  private void writeMap(WireOut out, Map<?, ?> map) {
    out.u8(7).u32(map.size());
    map.forEach((key, item) -> writeCopy(out.text(String.valueOf(key)), item));
  }

  private List<Object> readList(WireIn in) {
    int count = in.count();
    List<Object> items = new ArrayList<>(count);
    for (int i = 0; i < count; ++i) items.add(read(in));
    return items;
  }

  private Map<String, Object> readMap(WireIn in) {
    int count = in.count();
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < count; ++i) {
      String key = in.text();
      map.put(key, read(in));
    }
    return map;
  }

  private Object readHandle(WireIn in) {
    long handle = in.i64();
    in.text();
    return scope.object(handle);
  }

  private static Object integer(long value) {
    return value == (int) value ? (Object) (int) value : (Object) value;
  }

  private static Object typed(String className, String text) {
    switch (className) {
      case "java.lang.Long": return Long.valueOf(text);
      case "java.lang.Short": return Short.valueOf(text);
      case "java.lang.Byte": return Byte.valueOf(text);
      case "java.lang.Float": return Float.valueOf(text);
      case "java.math.BigDecimal": return new BigDecimal(text);
      case "java.math.BigInteger": return new BigInteger(text);
      case "java.lang.Character": return text.charAt(0);
      default: throw new ProtocolException("A value has the unknown class " + className + ".");
    }
  }
}
