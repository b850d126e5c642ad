package org.json;

import com.iflowsim.host.message.Xml;
import java.io.IOException;
import java.util.Iterator;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** XML as JSON objects and back, by the rules of the reference library, which the library of this host does not have. */
public final class XML {
  private static final String CONTENT = "content";

  private XML() {}

  public static JSONObject toJSONObject(String xml) throws JSONException {
    return toJSONObject(xml, false);
  }

  /** Attributes and children are members, repeated ones arrays; text beside them is the member {@code content}. */
  public static JSONObject toJSONObject(String xml, boolean keepStrings) throws JSONException {
    JSONObject result = new JSONObject();
    if (xml.trim().isEmpty()) return result;
    try {
      Element root = Xml.parse(xml.trim()).getDocumentElement();
      result.put(root.getNodeName(), value(root, keepStrings));
      return result;
    } catch (IOException | IllegalArgumentException e) {
      throw new JSONException(e.getMessage());
    }
  }

  /** Of a JSONObject, a JSONArray or a plain value. */
  public static String toString(Object value) throws JSONException {
    return toString(value, null);
  }

  /** As {@link #toString(Object)}, inside of an element of that name. */
  public static String toString(Object value, String name) throws JSONException {
    StringBuilder xml = new StringBuilder();
    if (value instanceof JSONArray items) {
      for (int i = 0; i < items.length(); ++i) xml.append(toString(items.get(i), name == null ? "array" : name));
      return xml.toString();
    }
    if (!(value instanceof JSONObject object)) return wrapped(escape(String.valueOf(value)), name);
    for (Iterator<?> names = object.keys(); names.hasNext();) {
      String member = names.next().toString();
      xml.append(member.equals(CONTENT) ? escape(object.get(member).toString()) : toString(object.get(member), member));
    }
    return wrapped(xml.toString(), name);
  }

  public static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&apos;");
  }

  private static Object value(Element element, boolean keepStrings) throws JSONException {
    JSONObject object = new JSONObject();
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); ++i) {
      object.put(attributes.item(i).getNodeName(), plain(attributes.item(i).getNodeValue(), keepStrings));
    }
    StringBuilder text = new StringBuilder();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) add(object, child.getNodeName(), value(child, keepStrings));
      else if (node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE) text.append(node.getNodeValue());
    }
    String content = text.toString().trim();
    if (object.length() == 0) return content.isEmpty() ? "" : plain(content, keepStrings);
    if (!content.isEmpty()) object.put(CONTENT, plain(content, keepStrings));
    return object;
  }

  private static void add(JSONObject object, String name, Object value) throws JSONException {
    Object before = object.opt(name);
    if (before == null) object.put(name, value);
    else if (before instanceof JSONArray items) items.put(value);
    else object.put(name, new JSONArray().put(before).put(value));
  }

  /** Numbers and truth values as such, where nothing of the text is lost. */
  private static Object plain(String text, boolean keepStrings) {
    if (keepStrings) return text;
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) return Boolean.valueOf(text);
    if (text.equals("null")) return JSONObject.NULL;
    if (!text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) return text;
    if (text.matches("-?\\d{1,9}")) return Integer.valueOf(text);
    return text.matches("-?\\d{1,18}") ? (Object) Long.valueOf(text) : (Object) Double.valueOf(text);
  }

  private static String wrapped(String content, String name) {
    if (name == null) return content;
    return content.isEmpty() ? "<" + name + "/>" : "<" + name + ">" + content + "</" + name + ">";
  }
}
