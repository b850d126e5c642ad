package com.iflowsim.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.rehearsal.Answer;
import com.iflowsim.host.rehearsal.Call;
import com.iflowsim.host.rehearsal.Opaque;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;

/** What scripts see of the message, and what becomes of their changes. Source: script-api section 2. */
public class MessageTest {
  @Rule public final ScriptBench bench = new ScriptBench();

  @Test
  public void aScriptSetsBodyHeadersAndProperties() throws Exception {
    bench.body("hello");

    Answer answer = bench.run("message.setBody(message.getBody(String).toUpperCase()); message.setHeader('h', 1); message.setProperty('p', true)");

    assertEquals(0, answer.reason());
    assertEquals("HELLO", answer.changed().body().text());
    assertEquals(2, answer.changed().body().form());
    assertEquals(Map.of("h", 1), answer.changed().headers());
    assertEquals(Map.of("p", true), answer.changed().properties());
  }

  @Test
  public void whatAScriptLeavesAloneIsNotSentBack() throws Exception {
    bench.call.headers.put("kept", "1");
    bench.call.headers.put("list", List.of("a", "b"));
    bench.call.properties.put("kept", new Date(0));

    Answer answer = bench.run("message.getBody(String); message.getHeaders().get('list'); message.setHeader('kept', '1')");

    assertEquals(6, answer.changed().body().form());
    assertEquals(Map.of(), answer.changed().headers());
    assertEquals(Map.of(), answer.changed().properties());
    assertNull(answer.changed().attachments());
  }

  @Test
  public void anUntypedBodyIsAStreamThatCanBeReadAgain() throws Exception {
    bench.body("{\"b\":1}");

    Object result = bench.result("def a = message.getBody(); def name = a.getClass().getName(); def first = a.text; def second = message.getBody().text\n"
        + "message.setProperty('result', name + ' ' + (first == second) + ' ' + message.getBody(String))");

    assertEquals("org.apache.camel.converter.stream.InputStreamCache true {\"b\":1}", result);
  }

  @Test
  public void theBodyIsConvertedToWhatIsAskedFor() throws Exception {
    bench.body("<a>\u00e4</a>");

    Object result = bench.result("def bytes = message.getBody(byte[].class).length; def reader = message.getBody(java.io.Reader).text\n"
        + "def doc = message.getBody(org.w3c.dom.Document).documentElement.textContent; def stream = message.getBody(InputStream).getText('UTF-8')\n"
        + "message.setProperty('result', [bytes, reader, doc, stream, message.getBodySize()].join('|'))");

    assertEquals("9|<a>\u00e4</a>|\u00e4|<a>\u00e4</a>|9", result);
  }

  @Test
  public void aBodyThatIsNoXmlIsATypeConversionException() throws Exception {
    bench.body("no xml");

    Answer answer = bench.run("message.getBody(org.w3c.dom.Document)");

    assertEquals("org.apache.camel.TypeConversionException", answer.error().cause().className());
  }

  @Test
  public void textIsReadInTheCharsetOfTheMessage() throws Exception {
    bench.call.body = "\u00e4".getBytes(StandardCharsets.ISO_8859_1);
    bench.call.properties.put("CamelCharsetName", "ISO-8859-1");

    Answer answer = bench.run("assert message.getBody(String) == '\u00e4'; message.setBody('\u00fc')");

    assertEquals(answer.description(), 0, answer.reason());
    assertEquals("\u00fc", new String(answer.changed().body().content(), StandardCharsets.ISO_8859_1));
  }

  @Test
  public void headersCompareWithoutRegardToCaseAndPropertiesWithIt() throws Exception {
    bench.call.headers.put("Content-Type", "text/xml");
    bench.call.properties.put("Name", "x");

    Answer answer = bench.run("assert message.getHeaders().get('content-type') == 'text/xml'; assert message.getProperty('name') == null\n"
        + "assert message.properties.get('Name') == 'x'; assert message.headers.size() == 1; message.getHeaders().remove('CONTENT-TYPE')\n"
        + "message.getProperties().remove('Name')");

    assertEquals(answer.description(), 0, answer.reason());
    assertEquals(List.of("Content-Type"), answer.changed().removedHeaders());
    assertEquals(List.of("Name"), answer.changed().removedProperties());
  }

  @Test
  public void aHeaderIsConvertedAndThereIsNoGetHeaderWithOneArgument() throws Exception {
    bench.call.headers.put("n", "12");

    assertEquals(13, bench.result("message.setProperty('result', message.getHeader('n', Integer) + 1)"));
    assertEquals("groovy.lang.MissingMethodException", bench.run("message.getHeader('n')").error().cause().className());
  }

  @Test
  public void anObjectIsSeenByTheNextScriptAsTheSameObject() throws Exception {
    Answer first = bench.run("def list = [1, [a: 2]]; message.setProperty('list', list); message.setProperty('same', list); message.setBody(list)");
    Opaque list = (Opaque) first.changed().properties().get("list");
    bench.call.properties.put("list", list);
    bench.call.properties.put("other", first.changed().properties().get("same"));
    bench.call.bodyForm = 4;
    bench.call.bodyHandle = first.changed().body().object().handle();

    Answer second = bench.run("def p = message.properties; assert p.list.is(p.other); assert message.body.is(p.list); p.list << 3");

    assertEquals(second.description(), 0, second.reason());
    assertEquals("java.util.ArrayList", list.className());
    assertEquals("[1, {a=2}, 3]", bench.client.render(bench.call.scope, list.handle(), 0));
    assertEquals(List.of(1, Map.of("a", 2), 3), bench.client.render(bench.call.scope, list.handle(), 2));
  }

  @Test
  public void objectsEndWithTheirScope() throws Exception {
    Answer first = bench.run("message.setProperty('o', new Object())");
    long before = bench.client.ping()[0];

    bench.client.release(bench.call.scope);

    assertEquals(before - 1, bench.client.ping()[0]);
    bench.call.properties.put("o", first.changed().properties().get("o"));
    assertEquals("gone", bench.result("message.setProperty('result', message.getProperty('o') == null ? 'gone' : 'there')"));
  }

  @Test
  public void numbersKeepTheirClass() throws Exception {
    Answer first = bench.run("message.setProperty('a', 5L); message.setProperty('b', 1.50)");
    bench.call.properties.putAll(first.changed().properties());

    Object result = bench.result("message.setProperty('result', message.properties.a.class.simpleName + message.properties.b.class.simpleName + message.properties.b)");

    assertEquals("LongBigDecimal1.50", result);
  }

  @Test
  public void largeBodiesAreFetchedWhenReadAndComeBackInPieces() throws Exception {
    bench.body("x".repeat(3_000_000));
    bench.call.isLarge = true;

    Answer untouched = bench.run("assert message.getBodySize() == 3000000");
    Answer doubled = bench.run("message.setBody(message.getBody(String) * 2)");

    assertEquals(6, untouched.changed().body().form());
    assertEquals(doubled.description(), 6_000_000, doubled.changed().body().content().length);
  }

  @Test
  public void attachmentsAreReadAddedAndRemoved() throws Exception {
    bench.call.attachments.add(new Call.Part("a.txt", "text/plain", "one".getBytes(StandardCharsets.UTF_8)));

    Answer answer = bench.runScript("import com.sap.gateway.ip.core.customdev.util.*\nimport javax.mail.util.ByteArrayDataSource\n"
        + "def Message processData(Message message) {\nassert message.attachments['a.txt'].inputStream.text == 'one'\n"
        + "assert message.attachments.getOriginalMap().keySet().toList() == ['a.txt']\nassert message.getAttachmentsSize() == 3\n"
        + "message.addAttachmentObject('b', new AttachmentWrapper(new ByteArrayDataSource('two'.bytes, 'text/csv')))\nreturn message }");
    Answer cleared = bench.run("message.getAttachments().clear()");

    assertEquals(answer.description(), 0, answer.reason());
    assertEquals(List.of("a.txt", "b"), List.copyOf(answer.changed().attachments().keySet()));
    assertEquals(7, answer.changed().attachments().get("a.txt").form());
    assertEquals("two", answer.changed().attachments().get("b").text());
    assertTrue(cleared.changed().attachments().isEmpty());
  }

  @Test
  public void theLogTakesPropertiesAttachmentsAndCustomHeaders() throws Exception {
    Answer answer = bench.run("def log = messageLogFactory.getMessageLog(message); assert log.is(messageLogFactory.getMessageLog(message))\n"
        + "log.setStringProperty('p', 'v'); log.addAttachmentAsString('a', \"text ${1}\", null); log.addCustomHeaderProperty('h', 'w')\n"
        + "log.addCustomHeaderProperty('none', null)");
    bench.call.logLevel = 0;

    assertEquals(answer.description(), List.of(
        new Answer.Logged(1, "p", "", "v"), new Answer.Logged(2, "a", "text/plain", "text 1"), new Answer.Logged(3, "h", "", "w")),
        answer.changed().log());
    assertEquals("none", bench.result("message.setProperty('result', messageLogFactory.getMessageLog(message) == null ? 'none' : 'some')"));
  }

  @Test
  public void theExchangeIsReachable() throws Exception {
    Object result = bench.result("message.setProperty('result', message.exchange.context.name + ' ' + message.exchange.exchangeId)");

    assertEquals("flow1 EXCHANGE-1", result);
  }
}
