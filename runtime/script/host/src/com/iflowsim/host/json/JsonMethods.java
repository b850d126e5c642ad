package com.iflowsim.host.json;

import groovy.lang.GroovySystem;
import groovy.lang.MetaMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.codehaus.groovy.reflection.CachedClass;
import org.codehaus.groovy.runtime.metaclass.MetaClassRegistryImpl;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Methods of the reference library of JSON that the library of this host lacks; Groovy calls them as if they were its own. Source:
 * script-api section 13.
 */
public final class JsonMethods {
  private JsonMethods() {}

  /** Before the first script runs. */
  public static void install() {
    Properties module = new Properties();
    module.setProperty("moduleName", "json");
    module.setProperty("moduleVersion", "1");
    module.setProperty("extensionClasses", JsonMethods.class.getName());
    Map<CachedClass, List<MetaMethod>> added = new HashMap<>();
    ((MetaClassRegistryImpl) GroovySystem.getMetaClassRegistry())
        .registerExtensionModuleFromProperties(module, JsonMethods.class.getClassLoader(), added);
    added.forEach(CachedClass::addNewMopMethods);
  }

  public static Set<String> keySet(JSONObject object) {
    Set<String> names = new LinkedHashSet<>();
    for (Iterator<?> keys = object.keys(); keys.hasNext();) names.add(keys.next().toString());
    return names;
  }

  public static Map<String, Object> toMap(JSONObject object) throws JSONException {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String name : keySet(object)) map.put(name, plain(object.get(name)));
    return map;
  }

  public static List<Object> toList(JSONArray array) throws JSONException {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < array.length(); ++i) list.add(plain(array.get(i)));
    return list;
  }

  private static Object plain(Object value) throws JSONException {
    if (value instanceof JSONObject object) return toMap(object);
    if (value instanceof JSONArray array) return toList(array);
    return value == JSONObject.NULL ? null : value;
  }
}
