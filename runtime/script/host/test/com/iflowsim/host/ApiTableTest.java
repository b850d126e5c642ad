package com.iflowsim.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.b2b.MonitorBean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.junit.Before;
import org.junit.Test;

/** What docs/script_api.yaml says of the methods that scripts call is true. */
public class ApiTableTest {
  private static final Pattern FIELD = Pattern.compile("(\\w+): (?:'([^']*)'|([^,}]*))");
  private static final Path PROJECT = Path.of(System.getProperty("iflowsim.project", "."));
  private static final List<String> PACKAGES = List.of("com.sap.gateway.ip.core.customdev.util.", "com.sap.it.api.pd.",
      "com.sap.it.api.securestore.exception.", "javax.activation.", "javax.mail.util.", "javax.mail.internet.",
      "org.apache.camel.impl.");

  private final Map<String, String> classes = new HashMap<>();
  private final List<Map<String, String>> methods = new ArrayList<>();

  @Before
  public void read() throws IOException {
    for (String line : Files.readAllLines(PROJECT.resolve("docs/script_api.yaml"))) {
      if (!line.startsWith("  - {")) continue;
      Map<String, String> entry = new HashMap<>();
      Matcher field = FIELD.matcher(line);
      while (field.find()) entry.put(field.group(1), field.group(2) != null ? field.group(2) : field.group(3).trim());
      if (entry.containsKey("method")) methods.add(entry);
      else classes.put(entry.get("object"), entry.getOrDefault("class", ""));
    }
    assertTrue("the list has methods", methods.size() > 100);
  }

  @Test
  public void everyMethodIsThereUnlessItFailsInTheProductToo() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Map<String, String> entry : methods) {
      boolean isThere = isThere(entry.get("object"), entry.get("method"));
      if (isThere == entry.get("status").equals("fails")) wrong.add(entry.get("object") + '.' + entry.get("method"));
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  public void whatBehavesOrFailsIsNamedByItsTest() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Map<String, String> entry : methods) {
      String test = entry.getOrDefault("test", "");
      boolean wantsTest = !entry.get("status").equals("exists");
      if (wantsTest && !isNamed(entry, PROJECT.resolve(test))) wrong.add(entry.get("object") + '.' + entry.get("method"));
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  public void aStatusIsOneOfThree() {
    for (Map<String, String> entry : methods)
      assertTrue(entry.toString(), List.of("behaves", "exists", "fails").contains(entry.get("status")));
  }

  private boolean isThere(String object, String shown) throws ClassNotFoundException {
    if (object.equals("new")) return isMade(shown);
    String method = shown.replaceAll("\\(.*", "");
    for (String name : classes.get(object).split(" ")) {
      Class<?> type = Class.forName(name);
      if (method.equals("*") ? MonitorBean.class.isAssignableFrom(type) : has(type, method)) return true;
    }
    return false;
  }

  /** Groovy adds methods of its own to every class, and indexing to maps. */
  private static boolean has(Class<?> type, String method) {
    if (method.equals("[]")) return Map.class.isAssignableFrom(type);
    boolean isOwn = Stream.concat(Stream.of(type.getMethods()), Stream.of(Object.class.getMethods()))
        .anyMatch(one -> one.getName().equals(method));
    return isOwn || Stream.of(DefaultGroovyMethods.class.getMethods())
        .anyMatch(one -> one.getName().equals(method) && one.getParameterTypes()[0].isAssignableFrom(type));
  }

  private static boolean isMade(String simpleName) {
    return PACKAGES.stream().anyMatch(name -> {
      try {
        return Class.forName(name + simpleName).getConstructors().length > 0;
      } catch (ClassNotFoundException absent) {
        return false;
      }
    });
  }

  private boolean isNamed(Map<String, String> entry, Path test) throws IOException {
    if (!Files.isRegularFile(test)) return false;
    String text = Files.readString(test);
    String method = entry.get("method").replaceAll("\\(.*", "");
    if (method.equals("[]")) return text.contains("['");
    if (method.equals("*")) return text.contains("B2BMonitoringApi");
    String property = method.startsWith("get") ? "|\\." + Character.toLowerCase(method.charAt(Math.min(3, method.length() - 1))) + method.substring(Math.min(4, method.length())) + "\\b" : "";
    return Pattern.compile("\\b" + method + "\\b" + property).matcher(text).find();
  }
}
