package com.iflowsim.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.rehearsal.Answer;
import com.iflowsim.host.rehearsal.Opaque;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.Rule;
import org.junit.Test;

/** Raw bodies, headers and properties of a message in a script. Source: script-api 2.1, 2.2, 2.4, 2.5, 18. */
public class MessageMapsTest {
  @Rule public final ScriptBench bench = new ScriptBench();

  private void assertRuns(String statements) throws Exception {
    Answer answer = bench.run(statements);
    assertEquals(answer.description(), 0, answer.reason());
  }

  @Test
  public void theRawBodyIsWhatTheStepBeforeLeft() throws Exception {
    bench.body("abc");
    assertRuns("assert message.getBody().getClass().getName() == 'org.apache.camel.converter.stream.InputStreamCache'; assert message.body instanceof InputStream");
    bench.call.bodyForm = 2;
    assertRuns("assert message.getBody() instanceof String; assert message.body == 'abc'");
    bench.call.bodyForm = 3;
    assertRuns("assert message.getBody() instanceof byte[]; assert message.body.length == 3");
    bench.call.bodyForm = 0;
    assertRuns("assert message.getBody() == null; assert message.getBody(String) == null; assert message.getBody(java.io.Reader) == null; assert message.getBodySize() == 0");
  }

  @Test
  public void aStreamThatWasReadHasNothingLeftButTheMessageHas() throws Exception {
    bench.body("abc");

    assertRuns("def stream = message.getBody(); assert stream.text == 'abc'; assert stream.text == ''; stream.reset(); assert stream.text == 'abc'\n"
        + "assert message.getBody(String) == 'abc'; assert message.getBody(String) == 'abc'; assert message.getBody().text == 'abc'");
  }

  @Test
  public void aStreamAddedToATextIsTheNameOfItsClass() throws Exception {
    bench.body("abc");

    assertRuns("assert ('' + message.getBody()).startsWith('org.apache.camel.converter.stream.InputStreamCache@'); assert (message.getBody() as String).contains('@')\n"
        + "assert message.getBody(String) as String == 'abc'");
  }

  @Test
  public void aStreamCacheIsWrittenAndCopied() throws Exception {
    assertRuns("def cache = new org.apache.camel.converter.stream.InputStreamCache('abc'.bytes); def out = new ByteArrayOutputStream(); cache.writeTo(out)\n"
        + "assert out.toString() == 'abc'; assert cache.copy(null).text == 'abc'; assert cache.inMemory(); assert cache.length() == 3\n"
        + "assert cache instanceof org.apache.camel.StreamCache");
  }

  @Test
  public void aBodyOfAnyObjectIsThatObjectForTheNextScript() throws Exception {
    assertEquals("java.util.LinkedHashMap", bench.run("message.setBody([a: 1])").changed().body().object().className());
    assertEquals("org.json.JSONObject", bench.run("message.setBody(new org.json.JSONObject())").changed().body().object().className());
    assertEquals(2, bench.run("message.setBody(\"${1}\")").changed().body().form());
    assertEquals(2, bench.run("message.setBody(new StringReader('a'))").changed().body().form());
    assertEquals(3, bench.run("message.setBody('a'.bytes)").changed().body().form());
    assertEquals(1, bench.run("message.setBody(new ByteArrayInputStream('a'.bytes))").changed().body().form());
    assertEquals(0, bench.run("message.setBody(null)").changed().body().form());
  }

  @Test
  public void theMapOfHeadersIsLive() throws Exception {
    for (String name : List.of("a", "b", "c", "d")) bench.call.headers.put(name, name);

    Answer answer = bench.run("def h = message.getHeaders(); h.put('e', 'E'); h.remove('A'); h.putAll([f: 'F', G: null]); h['i'] = 1\n"
        + "def entries = h.entrySet().iterator(); while (entries.hasNext()) { if (entries.next().key == 'b') entries.remove() }\n"
        + "assert h.getOrDefault('x', 'y') == 'y'; assert h.getOrDefault('C', 'y') == 'c'; assert h.keySet().toList() == ['c', 'd', 'e', 'f', 'G', 'i']; assert h['D'] == 'd'\n"
        + "def seen = []; h.each { key, value -> seen << key }; assert seen.size() == 6; assert message.headers.d == 'd'");

    assertEquals(answer.description(), 0, answer.reason());
    assertEquals(new TreeSet<>(List.of("a", "b")), new TreeSet<>(answer.changed().removedHeaders()));
    assertEquals("[E, F, null, 1]", List.of(answer.changed().headers().get("e"), answer.changed().headers().get("f"),
        "" + answer.changed().headers().get("G"), answer.changed().headers().get("i")).toString());
    assertTrue(answer.changed().headers().containsKey("G"));
    assertEquals(4, bench.run("message.getHeaders().clear()").changed().removedHeaders().size());
  }

  @Test
  public void theFirstSpellingOfAHeaderIsKept() throws Exception {
    bench.call.headers.put("Content-Type", "a");

    Answer answer = bench.run("message.setHeader('content-type', 'b'); assert message.getHeaders().keySet().toList() == ['Content-Type']; assert message.getHeader('CONTENT-TYPE', String) == 'b'");

    assertEquals(answer.description(), Map.of("Content-Type", "b"), answer.changed().headers());
  }

  @Test
  public void settingAllHeadersReplacesThem() throws Exception {
    bench.call.headers.put("a", "1");

    Answer answer = bench.run("message.setHeaders([B: '2']); assert message.getHeaders().get('b') == '2'; message.setHeader('c', null)\n"
        + "assert message.getHeaders().containsKey('C'); assert message.getHeader('c', String) == null");

    assertEquals(answer.description(), List.of("a"), answer.changed().removedHeaders());
  }

  @Test
  public void valuesOfHeadersKeepTheirType() throws Exception {
    bench.call.headers.put("CamelHttpResponseCode", 200);
    bench.call.headers.put("CamelCreatedTimestamp", new Date(5));
    bench.call.headers.put("Set-Cookie", List.of("a=1", "b=2"));
    bench.call.headers.put("CamelSplitComplete", true);
    bench.call.headers.put("long", new Opaque(0, "java.lang.Long", "5"));

    assertRuns("def h = message.headers; assert h.CamelHttpResponseCode instanceof Integer; assert h.CamelCreatedTimestamp.time == 5\n"
        + "assert h.'Set-Cookie'.collect { it } == ['a=1', 'b=2']; assert h.CamelSplitComplete == true; assert h.long instanceof Long");
  }

  @Test
  public void propertiesAreAHashMapThatIsLive() throws Exception {
    bench.call.properties.put("a", "1");

    Answer answer = bench.runScript("def copy(HashMap map) { map.size() }\ndef processData(message) {\ndef p = message.getProperties(); assert copy(p) > 0; assert new HashMap(p).a == '1'\n"
        + "p.put('b', 2); p.remove('a'); assert p.getOrDefault('x', 'y') == 'y'; assert p.findAll { it.key == 'b' }.size() == 1; assert message.getProperty('b') == 2\n"
        + "assert p.entrySet().any { it.key == 'b' }; assert message.properties.b == 2; assert message.getProperty('none') == null; message }");

    assertEquals(answer.description(), Map.of("b", 2), answer.changed().properties());
    assertEquals(List.of("a"), answer.changed().removedProperties());
  }

  @Test
  public void aPropertySetToNullIsGone() throws Exception {
    bench.call.properties.put("a", "1");

    Answer answer = bench.run("message.setProperty('a', null); assert !message.getProperties().containsKey('a')");

    assertEquals(answer.description(), List.of("a"), answer.changed().removedProperties());
    assertEquals(Map.of("n", 1), bench.run("message.setProperties([n: 1])").changed().properties());
  }

  @Test
  public void thereIsNoConversionOfProperties() throws Exception {
    bench.call.properties.put("n", "12");

    assertRuns("assert message.getProperty('n') == '12'; assert message.getProperty('n') instanceof String");
    assertEquals("groovy.lang.MissingMethodException", bench.run("message.setPropery('a', 'b')").error().cause().className());
  }

  @Test
  public void theConfigurationOfTheLogTellsItsLevel() throws Exception {
    bench.call.logLevel = 4;

    Answer answer = bench.run("def c = message.getProperties().get('SAP_MessageProcessingLogConfiguration'); assert (String) c.logLevel == 'TRACE'; assert \"$c\" == 'TRACE'");

    assertEquals(answer.description(), Map.of(), answer.changed().properties());
    bench.call.properties.put("SAP_MessageProcessingLogConfiguration", "own");
    assertRuns("assert message.getProperty('SAP_MessageProcessingLogConfiguration') == 'own'");
  }

  @Test
  public void aMessageThatIsReturnedInPlaceOfTheOneGivenReplacesIt() throws Exception {
    Answer answer = bench.runScript("import com.sap.gateway.ip.core.customdev.processor.MessageImpl\ndef processData(message) {\n"
        + "def other = new MessageImpl(new com.iflowsim.host.message.MessageContext('e', 'f', null)); other.setBody('other'); other }");

    assertEquals("other", answer.changed().body().text());
    assertEquals("kept", bench.runScript("def processData(message) { message.setBody('kept'); return 'no message' }").changed().body().text());
  }

  @Test
  public void theTypeOfTheSecondGenerationIsTheSameMessage() throws Exception {
    Answer answer = bench.runScript("import com.sap.it.script.v2.api.Message\ndef Message processData(Message message) { message.setBody('v2'); assert message instanceof com.sap.it.api.msg.MessageSizeInformation\n"
        + "assert message instanceof com.sap.it.api.msg.ExchangePropertyProvider; message }");

    assertEquals(answer.description(), "v2", answer.changed().body().text());
    assertNull(answer.error());
    assertEquals(2, new String(answer.changed().body().content(), StandardCharsets.UTF_8).length());
  }
}
