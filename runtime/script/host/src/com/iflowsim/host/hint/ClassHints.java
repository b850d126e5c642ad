package com.iflowsim.host.hint;

import groovy.lang.MissingPropertyException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that a script uses and nobody declares: classes without their import, variables. */
final class ClassHints {
  private static final Pattern UNRESOLVED = Pattern.compile("unable to resolve class ([\\w.$]+)");
  private static final Pattern UNDEFINED = Pattern.compile("ReferenceError: \"(\\w+)\" is not defined");
  private static final Map<String, String> KNOWN = Stream.of(
          "com.sap.gateway.ip.core.customdev.util.Message", "com.sap.gateway.ip.core.customdev.util.AttachmentWrapper",
          "com.sap.it.api.ITApiFactory", "com.sap.it.api.mapping.ValueMappingApi", "com.sap.it.api.mapping.MappingContext",
          "com.sap.it.api.mapping.Output", "com.sap.it.api.securestore.SecureStoreService", "com.sap.it.api.securestore.UserCredential",
          "com.sap.it.api.securestore.exception.SecureStoreException", "com.sap.it.api.pd.PartnerDirectoryService",
          "com.sap.it.api.pd.BinaryData", "com.sap.it.api.keystore.KeystoreService",
          "com.sap.it.api.nrc.NumberRangeConfigurationService", "groovy.json.JsonSlurper", "groovy.json.JsonOutput",
          "groovy.json.JsonBuilder", "groovy.json.StreamingJsonBuilder", "groovy.xml.MarkupBuilder", "groovy.xml.StreamingMarkupBuilder",
          "groovy.xml.XmlUtil", "groovy.xml.Namespace", "groovy.time.TimeCategory", "groovy.transform.Field",
          "java.text.SimpleDateFormat", "java.text.DateFormat", "java.text.DecimalFormat", "java.nio.charset.StandardCharsets",
          "java.time.LocalDate", "java.time.LocalDateTime", "java.time.ZonedDateTime", "java.time.OffsetDateTime", "java.time.Instant",
          "java.time.ZoneId", "java.time.Duration", "java.time.format.DateTimeFormatter", "java.util.stream.Collectors",
          "java.security.MessageDigest", "java.util.zip.ZipInputStream", "java.util.zip.GZIPInputStream", "javax.crypto.Cipher",
          "javax.crypto.Mac", "javax.crypto.spec.SecretKeySpec", "javax.activation.DataHandler", "javax.mail.util.ByteArrayDataSource",
          "javax.mail.internet.MimeMultipart", "javax.mail.internet.MimeBodyPart", "javax.xml.namespace.QName",
          "javax.xml.parsers.DocumentBuilderFactory", "javax.xml.xpath.XPathFactory", "org.slf4j.Logger", "org.slf4j.LoggerFactory",
          "org.json.JSONObject", "org.json.JSONArray", "org.osgi.framework.FrameworkUtil")
      .collect(Collectors.toMap(name -> name.substring(name.lastIndexOf('.') + 1), name -> name));

  private ClassHints() {}

  /** Null when the text is about something else. */
  static String ofCompiler(String text) {
    Matcher unresolved = UNRESOLVED.matcher(text);
    if (!unresolved.find()) return null;
    String name = unresolved.group(1);
    if (KNOWN.containsKey(name)) return missingImport(name);
    if (name.equals("groovy.json.JsonGenerator")) return "JsonGenerator came with Groovy 2.5; scripts of this generation run on Groovy 2.4.";
    if (name.indexOf('.') < 0) return "No import names the class " + name + ": add the import, or correct the name.";
    return "The class " + name + " is in no library of the tenant and in no jar of the bundle. An import must lead to a class even when "
        + "nothing uses it: remove it, correct it, or add the jar to the flow's archives.";
  }

  static String ofProperty(MissingPropertyException missing) {
    String name = missing.getProperty();
    if (KNOWN.containsKey(name)) return missingImport(name);
    boolean isScript = missing.getType() != null && groovy.lang.Script.class.isAssignableFrom(missing.getType());
    if (!isScript) return null;
    if (name.equalsIgnoreCase("messageLogFactory")) return "The factory of the log is called messageLogFactory.";
    return "Nothing of the name " + name + " is declared where it is used: correct the spelling, or declare it with def in this function. "
        + "A def outside of functions is not seen by them; write @groovy.transform.Field before it.";
  }

  static String ofJavaScript(Throwable thrown) {
    Matcher undefined = UNDEFINED.matcher(Hints.text(thrown));
    if (!undefined.find()) return null;
    String name = undefined.group(1);
    if (KNOWN.containsKey(name)) return "The import of " + name + " is missing: add importClass(" + KNOWN.get(name) + ");";
    return "Nothing of the name " + name + " is declared: correct the spelling, declare it with var, or import the class with importClass.";
  }

  private static String missingImport(String name) {
    return "The import of " + name + " is missing: add 'import " + KNOWN.get(name) + "' at the top of the script.";
  }
}
