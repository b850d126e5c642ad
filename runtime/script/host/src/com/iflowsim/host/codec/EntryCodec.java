package com.iflowsim.host.codec;

import com.iflowsim.host.wire.WireIn;
import com.iflowsim.host.wire.WireOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Headers or properties of one call: reads them, and writes what the script changed. */
public final class EntryCodec {
  private final ValueCodec values;
  private final Map<String, Object> before;
  private final Map<String, Object> copies = new HashMap<>();

  private EntryCodec(ValueCodec values, Map<String, Object> before) {
    this.values = values;
    this.before = before;
  }

  /** Names compare without regard to case. */
  public static EntryCodec ofHeaders(ValueCodec values) {
    return new EntryCodec(values, new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
  }

  public static EntryCodec ofProperties(ValueCodec values) {
    return new EntryCodec(values, new HashMap<>());
  }

  public void read(WireIn in, Map<String, Object> entries) {
    int count = in.count();
    for (int i = 0; i < count; ++i) {
      String name = in.text();
      Object value = values.read(in);
      entries.put(name, value);
      before.put(name, value);
      if (value instanceof List<?> list) copies.put(name, new ArrayList<>(list));
      if (value instanceof Map<?, ?> map) copies.put(name, new HashMap<>(map));
    }
  }

  /** Puts a value of the host beside those of the caller, unless it sent one; it goes back only when a script replaces it. */
  public void provide(String name, Object value, Map<String, Object> entries) {
    if (entries.putIfAbsent(name, value) == null) before.put(name, value);
  }

  /** Writes what is gone, then what is new or different. */
  public void writeChanges(WireOut out, Map<String, Object> entries) {
    int removed = out.placeForCount();
    int count = 0;
    for (String name : before.keySet()) {
      if (entries.containsKey(name)) continue;
      out.text(name);
      ++count;
    }
    out.count(removed, count);
    int set = out.placeForCount();
    count = 0;
    for (Map.Entry<String, Object> entry : entries.entrySet()) {
      if (isUnchanged(entry.getKey(), entry.getValue())) continue;
      values.write(out.text(String.valueOf(entry.getKey())), entry.getValue());
      ++count;
    }
    out.count(set, count);
  }

  private boolean isUnchanged(String name, Object value) {
    Object old = before.get(name);
    if (old == null) return value == null && before.containsKey(name);
    if (old != value) return value != null && old.getClass() == value.getClass() && isSimple(value) && old.equals(value);
    Object copy = copies.get(name);
    return copy == null || copy.equals(value);
  }

  private static boolean isSimple(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }
}
