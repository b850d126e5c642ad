package com.iflowsim.host.server;

import com.iflowsim.host.json.JsonMethods;
import com.iflowsim.host.services.SystemTable;
import com.iflowsim.host.xml.ScriptTransformerFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;

/** Makes this Java 17 behave as scripts written for Java 8 expect. Source: script-api section 15. */
public final class Platform {
  private Platform() {}

  /** Before the first class of Groovy is used. */
  public static void prepare() {
    keepOrderOfJson();
    JsonMethods.install();
    InterfaceStatics.prepare();
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    SystemTable.replaceEnvironment();
    System.setProperty("javax.xml.transform.TransformerFactory", ScriptTransformerFactory.class.getName());
    String xerces = "com.sun.org.apache.xerces.internal.jaxp.";
    System.setProperty("javax.xml.parsers.DocumentBuilderFactory", xerces + "DocumentBuilderFactoryImpl");
    System.setProperty("javax.xml.parsers.SAXParserFactory", xerces + "SAXParserFactoryImpl");
    System.setProperty("org.xml.sax.driver", "com.sun.org.apache.xerces.internal.parsers.SAXParser");
    System.setProperty("javax.xml.xpath.XPathFactory:http://java.sun.com/jaxp/xpath/dom",
        "com.sun.org.apache.xpath.internal.jaxp.XPathFactoryImpl");
    System.setProperty("javax.xml.validation.SchemaFactory:http://www.w3.org/2001/XMLSchema",
        xerces + "validation.XMLSchemaFactory");
  }

  /** Keeps scripts off the network, off other files, and from ending the process. */
  @SuppressWarnings("removal")
  public static void protect(Options options) {
    List<Path> readable = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":")) readable.add(Path.of(entry).toAbsolutePath().normalize());
    for (String folder : List.of(System.getProperty("java.home"), "/etc/java-17-openjdk", "/usr/share/java",
        "/usr/share/groovy", "/usr/share/zoneinfo", "/etc/localtime", "/etc/timezone", "/dev/random", "/dev/urandom")) {
      readable.add(Path.of(folder));
    }
    readable.add(options.bundles());
    System.setProperty("java.io.tmpdir", options.files().toString());
    System.setSecurityManager(new ScriptSecurity(readable, options.files(), options.allowNetwork()));
  }

  /** Groovy 2.4 does not understand the version "17.0.x", takes itself to be on an old Java and sorts the keys of JSON objects. */
  private static void keepOrderOfJson() {
    String version = System.getProperty("java.version");
    System.setProperty("java.version", "1.8.0_392");
    try {
      Class.forName("groovy.json.internal.Sys");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("Groovy's JSON library is not on the class path.", e);
    } finally {
      System.setProperty("java.version", version);
    }
  }
}
