package com.iflowsim.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.rehearsal.Answer;
import org.junit.Rule;
import org.junit.Test;

/** Where Groovy 2.4 on this Java would differ from the tenant's Java 8. Source: script-api sections 13, 15, 18. */
public class PitfallTest {
  @Rule public final ScriptBench bench = new ScriptBench();

  private Object result(String expression) throws Exception {
    return bench.result("message.setProperty('result', (" + expression + ").toString())");
  }

  private void assertRuns(String statements) throws Exception {
    Answer answer = bench.run(statements);
    assertEquals(answer.description(), 0, answer.reason());
  }

  @Test
  public void jsonKeepsTheOrderOfItsKeysWhateverIsParsed() throws Exception {
    bench.body("{\"z\":1,\"a\":{\"y\":2,\"b\":3}}");

    assertRuns("def s = new groovy.json.JsonSlurper(); def t = message.getBody(String)\n"
        + "[s.parseText(t), s.parse(message.getBody(java.io.Reader)), s.parse(message.getBody()), s.parse(message.getBody(byte[]))].each {\n"
        + "assert it.keySet().toList() == ['z', 'a']; assert it.a.keySet().toList() == ['y', 'b'] }\n"
        + "assert groovy.json.JsonOutput.toJson(s.parseText(t)) == t");
  }

  @Test
  public void writtenXmlHasTheLayoutOfJava8() throws Exception {
    String xml = "<a>\\n  <b>1</b>\\n</a>";

    assertEquals("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\n  <b>1</b>\n</a>\n", result("groovy.xml.XmlUtil.serialize(new XmlSlurper().parseText('" + xml + "'))"));
    assertEquals("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\n  <b>1</b>\n</a>\n", result("groovy.xml.XmlUtil.serialize(new XmlParser().parseText('" + xml + "'))"));
    assertEquals("<a>\n  <b>\n    1\n  </b>\n</a>\n", bench.result("def w = new StringWriter(); new XmlNodePrinter(new PrintWriter(w)).print(new XmlParser().parseText('" + xml + "'))\n"
        + "message.setProperty('result', w.toString())"));
    assertEquals("<a>\n  <b>1</b>\n</a>\n", bench.result("def t = javax.xml.transform.TransformerFactory.newInstance(); t.setAttribute('indent-number', 2); t = t.newTransformer()\n"
        + "t.setOutputProperty('indent', 'yes'); t.setOutputProperty('omit-xml-declaration', 'yes'); def w = new StringWriter()\n"
        + "t.transform(new javax.xml.transform.stream.StreamSource(new StringReader('<a><b>1</b></a>')), new javax.xml.transform.stream.StreamResult(w))\n"
        + "message.setProperty('result', w.toString())"));
  }

  @Test
  public void saxonDoesNotTakeOverTheXmlOfScripts() throws Exception {
    for (String factory : new String[] {"javax.xml.transform.TransformerFactory.newInstance()", "javax.xml.xpath.XPathFactory.newInstance()",
        "javax.xml.parsers.DocumentBuilderFactory.newInstance()", "javax.xml.parsers.SAXParserFactory.newInstance()",
        "javax.xml.validation.SchemaFactory.newInstance('http://www.w3.org/2001/XMLSchema')", "org.xml.sax.helpers.XMLReaderFactory.createXMLReader()",
        "javax.xml.stream.XMLInputFactory.newInstance()"}) {
      String name = result(factory + ".getClass().getName()").toString();
      assertTrue(name, name.startsWith("com.iflowsim.host.xml.") || name.startsWith("com.sun.org.apache.") || name.startsWith("com.sun.xml.internal."));
    }
    assertEquals("2", result("javax.xml.xpath.XPathFactory.newInstance().newXPath().evaluate('count(//b)', new org.xml.sax.InputSource(new StringReader('<a><b/><b/></a>')))"));
  }

  @Test
  public void staticMethodsOfInterfacesAreCalled() throws Exception {
    assertEquals("[1, 2]", result("[2, 1].toSorted(Comparator.naturalOrder())"));
    assertEquals("[2, 1]", result("[1, 2].toSorted(Comparator.reverseOrder())"));
    assertEquals("[a, b]", result("[b: 2, a: 1].entrySet().stream().sorted(Map.Entry.comparingByValue()).collect { it.key }"));
    assertEquals("[x]", result("java.util.stream.Stream.of('x').map(java.util.function.Function.identity()).collect(java.util.stream.Collectors.toList())"));
    assertEquals("[1, 2]", result("List.of(1, 2)"));
  }

  @Test
  public void packagesThatJavaDroppedAreThere() throws Exception {
    assertRuns("assert new javax.activation.DataHandler('a', 'text/plain').contentType == 'text/plain'\n"
        + "assert javax.ws.rs.core.MediaType.APPLICATION_XML == 'application/xml'; assert javax.ws.rs.core.MediaType.MULTIPART_FORM_DATA == 'multipart/form-data'");
  }

  @Test
  public void fieldsOfJavasOwnClassesAreReadAsBefore() throws Exception {
    assertRuns("assert 'abc'.value.length == 3; assert 'abc'.dump().contains('String')");
  }

  @Test
  public void aTextIsNoMap() throws Exception {
    Answer answer = bench.run("def m = 'text' as Map");

    assertEquals("java.lang.IncompatibleClassChangeError", answer.error().cause().className());
    assertTrue(answer.hint(), answer.hint().contains("cannot be made a Map"));
  }

  @Test
  public void aDocumentTypeIsRefusedAsOnTheTenant() throws Exception {
    assertEquals("org.xml.sax.SAXParseException", bench.run("new XmlSlurper().parseText('<!DOCTYPE a><a/>')").error().cause().className());
  }

  @Test
  public void jsonObjectsHaveTheMethodsOfTheReferenceLibrary() throws Exception {
    assertRuns("def o = new org.json.JSONObject('{\"a\": {\"b\": [1, null]}, \"c\": true}'); assert o.keySet() == ['a', 'c'] as Set\n"
        + "assert o.toMap() == [a: [b: [1, null]], c: true]; assert new org.json.JSONArray('[1, {\"x\": 2}]').toList() == [1, [x: 2]]; assert new org.json.JSONArray('[7]')[0] == 7\n"
        + "def x = org.json.XML.toJSONObject('<r v=\"1\"><i>a</i><i>2</i><e/><t k=\"0\">text</t></r>')\n"
        + "assert x.toMap() == [r: [v: 1, i: ['a', 2], e: '', t: [k: 0, content: 'text']]]; assert org.json.XML.toString(new org.json.JSONObject().put('a', 1)) == '<a>1</a>'");
    assertEquals("org.json.JSONException", bench.run("new org.json.JSONObject('no')").error().cause().className());
  }

  @Test
  public void charactersBecomeText() throws Exception {
    assertEquals("abc abc", result("'abc'.toCharArray().toString() + ' ' + \"\" + 'abc'.toCharArray()".replace("' ' + \"\"", "' '")));
  }

  @Test
  public void charsetZoneAndLocaleAreThoseOfTheTenant() throws Exception {
    assertEquals("UTF-8 UTC en_US 2", result("java.nio.charset.Charset.defaultCharset().name() + ' ' + TimeZone.default.ID + ' ' + Locale.default + ' ' + '\\u00e4'.bytes.length"));
  }

  @Test
  public void aTimeZoneThatAScriptSetsHoldsForItsCall() throws Exception {
    assertEquals("01:00", bench.result("TimeZone.setDefault(TimeZone.getTimeZone('CET')); message.setProperty('result', new Date(0).format('HH:mm'))"));
    assertEquals("00:00", result("new Date(0).format('HH:mm')"));
    assertTrue(ScriptBench.log().contains("set the time zone of the whole Java process"));
  }

  @Test
  public void systemPropertiesAreAnswered() throws Exception {
    assertEquals("\n UTF-8", result("System.getProperty('line.separator') + ' ' + System.getProperty('file.encoding')"));
  }

  @Test
  public void aScriptMayHaveFieldsClassesAndAPackage() throws Exception {
    Answer answer = bench.runScript("package a.b\nimport groovy.transform.Field\n@Field def start = 40\nclass Own { def value = 2 }\n"
        + "def processData(message) { message.setProperty('r', start + new Own().value); message }");

    assertEquals(answer.description(), 42, answer.changed().properties().get("r"));
  }

  @Test
  public void aStarImportOfAMissingPackageIsNoError() throws Exception {
    assertEquals(0, bench.runScript("import no.such.thing.*\ndef processData(message) { message }").reason());
  }

  @Test
  public void theLogOfTheTechnicalKindIsBound() throws Exception {
    assertRuns("log.error('from the catch block')");

    assertTrue(ScriptBench.log().contains("from the catch block"));
  }

  @Test
  public void filesOfTheBundleAreResources() throws Exception {
    bench.files.put("src/main/resources/mapping/a.xsl", "x".getBytes());

    assertEquals("xx", result("this.getClass().getResource('/mapping/a.xsl').text + this.getClass().getResource('/src/main/resources/mapping/a.xsl').text"));
  }

  @Test
  public void commandsOfTheOperatingSystemAreRefused() throws Exception {
    assertEquals("java.lang.SecurityException", bench.run("'ls'.execute()").error().cause().className());
  }
}
