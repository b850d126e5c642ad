package com.iflowsim.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.rehearsal.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Stylesheets of a bundle on messages: what they see, what they leave, and what is refused. */
public class StylesheetTest {
  private static final String FOLDER = "src/main/resources/mapping/";
  private static final String PATH = FOLDER + "orders.xsl";

  @Rule public final ScriptBench bench = new ScriptBench(List.of("PartnerDirectoryService"), StylesheetTest::directory);

  @Before
  public void prepare() {
    bench.call.function = "Bytes";
    bench.body("<order><item>1</item><item>2</item></order>");
  }

  private static Object directory(String service, String method, List<Object> arguments) {
    boolean isKnown = arguments.equals(List.of("Mapping", "Partner1"));
    return isKnown ? Map.of("data", sheet("<from-partner/>").getBytes(StandardCharsets.UTF_8), "contentType", "xsl") : null;
  }

  /** A stylesheet with a template for the whole document. */
  private static String sheet(String template) {
    return sheet("3.0", "", template);
  }

  private static String sheet(String version, String declarations, String template) {
    return "<xsl:stylesheet version='" + version + "' xmlns:xsl='http://www.w3.org/1999/XSL/Transform' xmlns:it='http://sap.com/it/'"
        + " xmlns:xs='http://www.w3.org/2001/XMLSchema' exclude-result-prefixes='#all'>\n" + declarations + "\n<xsl:template match='/'>"
        + template + "</xsl:template></xsl:stylesheet>";
  }

  private Answer deploy(String path, String text) throws IOException {
    bench.files.put(PATH, text.getBytes(StandardCharsets.UTF_8));
    long[] number = new long[1];
    Answer failure = bench.client.compile(bench.client.bundle("flow1", bench.files), path, number);
    bench.call.script = number[0];
    return failure;
  }

  private Answer transform(String sheet) throws IOException {
    Answer failure = deploy(PATH, sheet);
    return failure != null ? failure : bench.client.run(bench.call);
  }

  private String result(String sheet) throws IOException {
    return text(transform(sheet));
  }

  private static String text(Answer answer) {
    assertEquals(answer.description(), 0, answer.reason());
    return new String(answer.changed().body().content(), StandardCharsets.UTF_8);
  }

  private void file(String path, String text) {
    bench.files.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  public void aMessageIsTransformed() throws Exception {
    assertEquals("<?xml version=\"1.0\" encoding=\"UTF-8\"?><sum>3</sum>", result(sheet("<sum><xsl:value-of select='sum(//item)'/></sum>")));
  }

  @Test
  public void theResultIsBytesInTheEncodingOfTheStylesheetOrText() throws Exception {
    String latin = sheet("2.0", "<xsl:output encoding='ISO-8859-1' omit-xml-declaration='yes'/>", "<a>ä</a>");

    Answer bytes = transform(latin);
    bench.call.function = "String";
    Answer text = transform(latin);

    assertEquals(1, bytes.changed().body().form());
    assertEquals("<a>ä</a>", new String(bytes.changed().body().content(), StandardCharsets.ISO_8859_1));
    assertEquals(2, text.changed().body().form());
    assertEquals("<a>ä</a>", text(text));
  }

  @Test
  public void version1TakesTheFirstOfSeveralNodes() throws Exception {
    assertEquals("1", result(sheet("1.0", "<xsl:output method='text'/>", "<xsl:value-of select='//item'/>")));
  }

  @Test
  public void version3ReadsJsonAndMaps() throws Exception {
    assertEquals("2,b", result(sheet("3.0", "<xsl:output method='text'/>",
        "<xsl:variable name='m' select=\"parse-json('{&quot;a&quot;:[1,2],&quot;b&quot;:&quot;b&quot;}')\"/>"
            + "<xsl:value-of select='$m?a?2, $m?b' separator=','/>")));
  }

  @Test
  public void parametersAreHeadersElsePropertiesElseTheirDefault() throws Exception {
    bench.call.headers.put("Region", "EU");
    bench.call.properties.put("region", "property");
    bench.call.properties.put("count", 4);
    bench.call.properties.put("limit", "7");

    assertEquals("EU|5|8|default", result(sheet("2.0", "<xsl:output method='text'/><xsl:param name='region'/><xsl:param name='count'/>"
        + "<xsl:param name='limit' as='xs:integer'/><xsl:param name='other' select=\"'default'\"/>",
        "<xsl:value-of select='$region, $count + 1, $limit + 1, $other' separator='|'/>")));
  }

  @Test
  public void functionsOfThePlatformSetAndGetHeadersAndProperties() throws Exception {
    bench.call.headers.put("In", "h");
    bench.call.properties.put("in", "p");

    Answer answer = transform(sheet("2.0", "<xsl:param name='exchange'/>",
        "<a><xsl:value-of select=\"it:setHeader($exchange, 'Out', //item[1])\"/><xsl:value-of select=\"it:setProperty($exchange, 'out', 'x')\"/>"
            + "<xsl:value-of select=\"it:setProperty($exchange, 'out', //item)\"/>"
            + "<xsl:value-of select=\"it:getHeader($exchange, 'in'), it:getProperty($exchange, 'in')\"/></a>"));

    assertTrue(text(answer), text(answer).endsWith("<a>h p</a>"));
    assertEquals(Map.of("Out", "1"), answer.changed().headers());
    assertEquals(Map.of("out", "1 2"), answer.changed().properties());
  }

  @Test
  public void messagesOfTheStylesheetGoToTheLog() throws Exception {
    result(sheet("<xsl:message>hello from the stylesheet</xsl:message>"));

    assertTrue(ScriptBench.log().lines().anyMatch(line -> line.startsWith("info\t") && line.contains(PATH) && line.contains("hello from the stylesheet")));
  }

  @Test
  public void aMessageThatTerminatesIsTheTextOfTheFailure() throws Exception {
    Answer answer = transform(sheet("\n<xsl:message terminate='yes'>no such order</xsl:message>"));

    assertEquals("net.sf.saxon.expr.instruct.TerminationException: Processing terminated by xsl:message: no such order@ line 4 in orders.xsl",
        answer.description());
    assertEquals(4, answer.line());
    assertEquals(PATH, answer.script());
  }

  @Test
  public void anErrorHasTheLineOfTheStylesheet() throws Exception {
    Answer answer = transform(sheet("\n\n<xsl:value-of select=\"xs:integer('x' || name(*))\"/>"));

    assertEquals("net.sf.saxon.trans.XPathException", answer.error().className());
    assertTrue(answer.description(), answer.description().contains("\"xorder\" to an integer"));
    assertTrue(answer.description(), answer.description().endsWith("@ line 5 in orders.xsl"));
    assertEquals(5, answer.line());
  }

  @Test
  public void aStylesheetThatIsWrongSaysWhere() throws Exception {
    Answer answer = deploy(PATH, sheet("<xsl:value-of select='1 +'/>"));

    assertEquals(2, answer.reason());
    assertEquals(3, answer.line());
    assertTrue(answer.description(), answer.description().startsWith("javax.xml.transform.TransformerConfigurationException: Failed to compile stylesheet."));
    assertTrue(answer.description(), answer.description().endsWith("@ line 3 in orders.xsl"));
  }

  @Test
  public void aBodyThatIsNoXmlSaysSo() throws Exception {
    bench.body("no xml");

    Answer answer = transform(sheet("<a/>"));

    assertTrue(answer.description(), answer.description().endsWith("lineNumber: 1; columnNumber: 1; Content is not allowed in prolog."));
  }

  @Test
  public void aBodyWithADoctypeIsRefused() throws Exception {
    bench.body("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>");

    Answer answer = transform(sheet("<xsl:copy-of select='.'/>"));

    assertTrue(answer.description(), answer.description().contains("DOCTYPE is disallowed"));
  }

  @Test
  public void filesOfTheBundleAreIncludedAndRead() throws Exception {
    file(FOLDER + "parts/sum.xsl", sheet("2.0", "<xsl:include href='../other part.xsl'/>", "").replace("match='/'", "name='unused'"));
    file(FOLDER + "other part.xsl", sheet("2.0", "<xsl:variable name='part' select=\"'included'\"/>", "").replace("match='/'", "name='other'"));
    file(FOLDER + "rates.xml", "<rates><eur>2</eur></rates>");
    file("src/main/resources/xml/more.xml", "<more>3</more>");

    assertEquals("included 2 3", result(sheet("2.0", "<xsl:output method='text'/><xsl:include href='parts/sum.xsl'/>",
        "<xsl:value-of select=\"$part, document('rates.xml')//eur, doc('xml/more.xml')/more\"/>")));
  }

  @Test
  public void nothingElseIsRead() throws Exception {
    for (String address : List.of("file:///etc/passwd", "http://127.0.0.1:1/x.xml", "../../../../secret.xml", "bundle:/META-INF/MANIFEST.MF")) {
      for (String function : List.of("doc", "unparsed-text")) {
        Answer answer = transform(sheet("<xsl:copy-of select=\"" + function + "('" + address + "')\"/>"));

        assertEquals(address, 1, answer.reason());
        assertTrue(answer.description(), answer.description().contains("files of their bundle only") || answer.description().contains("has no file"));
      }
    }
    Answer answer = deploy(PATH, sheet("2.0", "<xsl:include href='file:///etc/x.xsl'/>", ""));
    assertTrue(answer.description(), answer.description().contains("Stylesheets may refer to files of their bundle only"));
  }

  @Test
  public void nothingElseIsWritten() throws Exception {
    Answer answer = transform(sheet("<xsl:result-document href='file:///tmp/x.xml'><a/></xsl:result-document>"));

    assertTrue(answer.description(), answer.description().contains("xsl:result-document"));
  }

  @Test
  public void classesOfJavaAreCalled() throws Exception {
    String sheet = sheet("3.0", "<xsl:output method='text'/>",
        "<xsl:variable name='d' select='date:new(86400000)'/><xsl:value-of select=\"date:getTime($d), date:get-time($d), text:new('abc') => text:length(),"
            + "math:max(2, 5), text:valueOf(true())\" separator='|'/>");

    assertEquals("86400000|86400000|3|5|true", result(sheet.replace("xmlns:it=",
        "xmlns:date='java:java.util.Date' xmlns:text='java:java.lang.String' xmlns:math='java:java.lang.Math' xmlns:it=")));
  }

  @Test
  public void saxonParseIsThere() throws Exception {
    assertEquals("7", result(sheet("2.0", "<xsl:output method='text'/>", "<xsl:value-of select=\"s:parse('&lt;a&gt;7&lt;/a&gt;')/a\"/>")
        .replace("xmlns:it=", "xmlns:s='http://saxon.sf.net/' xmlns:it=")));
  }

  @Test
  public void aHeaderNamesAFileOfTheBundle() throws Exception {
    assertNull(deploy("header:MAPPING", sheet("<first/>")));
    for (String name : List.of("orders", "orders.xsl", "/mapping/orders.xsl", "src/main/resources/mapping/orders.xsl",
        "dir://mapping/xslt/src/main/resources/mapping/orders.xsl")) {
      bench.call.headers.put("Mapping", name);

      assertTrue(name, text(bench.client.run(bench.call)).endsWith("<first/>"));
    }
  }

  @Test
  public void aHeaderNamesAParameterOfThePartnerDirectory() throws Exception {
    assertNull(deploy("header:MAPPING", sheet("<first/>")));
    bench.call.headers.put("MAPPING", "pd:Partner1:Mapping:Binary");

    assertTrue(text(bench.client.run(bench.call)).endsWith("<from-partner/>"));
  }

  @Test
  public void aHeaderThatNamesNothingFails() throws Exception {
    assertNull(deploy("header:MAPPING", sheet("<first/>")));

    assertTrue(bench.client.run(bench.call).description().contains("The header MAPPING, which names the stylesheet, is not set."));
    bench.call.headers.put("MAPPING", "other.xsl");
    assertTrue(bench.client.run(bench.call).description().contains("names the stylesheet other.xsl, which the bundle does not have."));
    bench.call.headers.put("MAPPING", "pd:Partner2:Mapping:Binary");
    assertTrue(bench.client.run(bench.call).description().contains("no binary parameter Mapping of the partner Partner2"));
  }

  @Test
  public void aStylesheetWithoutEndIsEnded() throws Exception {
    bench.call.limit = 300;

    Answer answer = transform(sheet("2.0", "", "<xsl:for-each select='1 to 1000000000 * count(//item)'><xsl:if test='. mod 7 = 8'>x</xsl:if></xsl:for-each>"));

    assertEquals(3, answer.reason());
  }

  @Test
  public void aFunctionThatCallsItselfForeverFails() throws Exception {
    Answer answer = transform(sheet("2.0", "<xsl:function name='it:f'><xsl:param name='n'/><xsl:sequence select='it:f($n + 1) + 1'/></xsl:function>",
        "<xsl:value-of select='it:f(1)'/>"));

    assertEquals(1, answer.reason());
    assertNotNull(answer.error());
  }

  @Test
  public void aBodyThatIsNullFails() throws Exception {
    bench.call.bodyForm = 0;

    assertEquals("org.apache.camel.ExpectedBodyTypeException: Could not extract IN message body as type: interface javax.xml.transform.Source body is: null",
        transform(sheet("<a/>")).description());
  }

  @Test
  public void scriptsKeepTheirXmlLibraries() throws Exception {
    bench.call.function = "";
    assertEquals(List.of("com.iflowsim.host.xml.ScriptTransformerFactory", "com.sun.org.apache.xpath.internal.jaxp.XPathFactoryImpl",
            "com.sun.org.apache.xerces.internal.jaxp.DocumentBuilderFactoryImpl").toString(),
        bench.result("message.setProperty('result', [javax.xml.transform.TransformerFactory.newInstance(), javax.xml.xpath.XPathFactory.newInstance(),"
            + " javax.xml.parsers.DocumentBuilderFactory.newInstance()].collect { it.getClass().getName() }.toString())"));
  }
}
