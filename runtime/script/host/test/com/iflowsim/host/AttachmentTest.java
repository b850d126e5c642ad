package com.iflowsim.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.rehearsal.Answer;
import com.iflowsim.host.rehearsal.Call;
import com.iflowsim.host.rehearsal.WireSoapHeader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Attachments and SOAP headers of a message. Source: script-api 2.6, 2.7. */
public class AttachmentTest {
  private static final String LIST = "org.apache.cxf.headers.Header.list";

  @Rule public final ScriptBench bench = new ScriptBench();

  @Before
  public void prepare() {
    bench.call.attachments.add(new Call.Part("a.txt", "text/plain", "one".getBytes(StandardCharsets.UTF_8)));
  }

  private Answer run(String statements) throws Exception {
    Answer answer = bench.runScript("import com.sap.gateway.ip.core.customdev.util.*\nimport javax.mail.util.ByteArrayDataSource\nimport javax.activation.DataHandler\n"
        + "import org.apache.camel.impl.DefaultAttachment\ndef Message processData(Message message) {\n" + statements + "\nreturn message }");
    assertEquals(answer.description(), 0, answer.reason());
    return answer;
  }

  @Test
  public void theContentOfAnAttachmentGoesByItsType() throws Exception {
    bench.call.attachments.add(new Call.Part("b.xml", "text/xml", "<a/>".getBytes(StandardCharsets.UTF_8)));
    bench.call.attachments.add(new Call.Part("c.bin", "application/octet-stream", new byte[5]));
    bench.call.attachments.add(new Call.Part("d", "multipart/mixed; boundary=x", "--x\r\n\r\npart\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8)));

    run("def all = message.getAttachments(); assert all['a.txt'].getContent() == 'one'; assert all['b.xml'].content == '<a/>'\n"
        + "assert all['c.bin'].content instanceof InputStream; assert all['d'].content instanceof javax.mail.internet.MimeMultipart; assert all['d'].content.getBodyPart(0).content == 'part'\n"
        + "assert all['a.txt'].getContentType() == 'text/plain'; assert all['a.txt'].getName() == 'a.txt'; assert all['a.txt'].inputStream.text == 'one'");
  }

  @Test
  public void theThreeViewsShowOneStore() throws Exception {
    Answer answer = run("message.addAttachmentObject('b', new AttachmentWrapper(new ByteArrayDataSource('two', 'text/plain')))\n"
        + "message.addAttachmentObject('c', new DefaultAttachment(new DataHandler(new ByteArrayDataSource('three'.bytes, 'text/csv'))))\n"
        + "message.getAttachments().put('d', new DataHandler(new ByteArrayDataSource('four'.bytes, 'text/csv')))\n"
        + "assert message.getAttachmentWrapperObjects().keySet().toList() == ['a.txt', 'b', 'c', 'd']; assert message.getAttachmentObjects().size() == 4\n"
        + "assert message.attachments.values().collect { it.inputStream.text } == ['one', 'two', 'three', 'four']; assert !message.attachments.isEmpty()\n"
        + "assert message.attachments.get('d').contentType == 'text/csv'; message.attachments.remove('a.txt'); assert message.getAttachmentsSize() == 12; assert message.getMessageSize() == 12");

    assertEquals(List.of("b", "c", "d"), List.copyOf(answer.changed().attachments().keySet()));
  }

  @Test
  public void headersOfAnAttachmentAreAddedSetReadAndRemoved() throws Exception {
    run("def w = new AttachmentWrapper(new ByteArrayDataSource('x', 'text/plain')); message.addAttachmentObject('w', w); message.addAttachmentHeader('H', '1', w); message.addAttachmentHeader('h', '2', w)\n"
        + "assert message.getAttachmentHeader('H', w) == '1,2'; message.setAttachmentHeader('H', '3', w); assert w.getHeader('h') == '3'; assert w.getHeaderAsList('H') == ['3']\n"
        + "message.removeAttachmentHeader('h', w); assert message.getAttachmentHeader('H', w) == null; assert w.getHeaderNames().isEmpty()\n"
        + "def d = new DefaultAttachment(new ByteArrayDataSource('x', 'text/plain')); message.addAttachmentHeader('A', 'b', d); assert message.getAttachmentHeader('a', d) == 'b'; d.clearHeaders()\n"
        + "assert message.getAttachmentHeader('a', d) == null");
  }

  @Test
  public void aHeaderThatIsAddedToAnAttachmentOfTheMessageIsAChange() throws Exception {
    Answer answer = run("message.addAttachmentHeader('H', '1', message.getAttachmentWrapperObjects().get('a.txt'))");

    assertEquals(7, answer.changed().attachments().get("a.txt").form());
  }

  @Test
  public void theMapHasItsOriginalAndItsEntries() throws Exception {
    run("def names = []; message.attachments.each { key -> names << key.getKey() }; assert names == ['a.txt']; assert message.attachments.getOriginalMap().keySet().contains('a.txt')");
  }

  @Test
  public void attachmentsAreDeletedAsDocumented() throws Exception {
    Answer answer = run("message.getAttachments().clear(); message.getAttachmentWrapperObjects().clear(); assert message.getAttachmentsSize() == 0");

    assertTrue(answer.changed().attachments().isEmpty());
  }

  @Test
  public void settingAllAttachmentsReplacesThem() throws Exception {
    Answer answer = run("message.setAttachments([x: new DataHandler('text', 'text/plain')]); assert message.getAttachments().x.content == 'text'");

    assertEquals("text", answer.changed().attachments().get("x").text());
  }

  @Test
  public void attachmentsOfAScriptAreMadeByJavaMail() throws Exception {
    Answer answer = run("def part = new javax.mail.internet.MimeBodyPart(); part.setText('hello', 'UTF-8'); def all = new javax.mail.internet.MimeMultipart(part)\n"
        + "def out = new ByteArrayOutputStream(); all.writeTo(out); message.setBody(out.toByteArray()); message.setHeader('Content-Type', all.getContentType())");

    assertTrue(answer.changed().body().text(), answer.changed().body().text().contains("hello"));
  }

  @Test
  public void soapHeadersAreReadBothWays() throws Exception {
    bench.call.headers.put(LIST, List.of(new WireSoapHeader("urn:h", "Id", "<h:Id xmlns:h=\"urn:h\">7</h:Id>", "urn:next", true)));

    Answer answer = run("def beans = message.getSoapHeaders(); assert beans.size() == 1; assert beans[0].getName() == new javax.xml.namespace.QName('urn:h', 'Id')\n"
        + "assert beans[0].getValue().getTextContent() == '7'; assert beans[0].isMustUnderstand(); assert beans[0].getActor() == 'urn:next'\n"
        + "def list = message.getHeaders().get('" + LIST + "'); assert list[0] instanceof org.apache.cxf.binding.soap.SoapHeader; assert list[0].getObject().textContent == '7'\n"
        + "assert list[0].getActor() == 'urn:next'; assert list[0].isMustUnderstand()");

    assertTrue(answer.changed().headers().isEmpty());
  }

  @Test
  public void soapHeadersAreSetBothWays() throws Exception {
    String element = "def element = message.exchange.context.typeConverter.convertTo(org.w3c.dom.Document, '<x xmlns=\"urn:h\">1</x>').documentElement\n";
    WireSoapHeader expected = new WireSoapHeader("urn:h", "x", "<x xmlns=\"urn:h\">1</x>", "urn:a", true);

    Answer beans = run(element + "message.setSoapHeaders([new SoapHeader(new javax.xml.namespace.QName('urn:h', 'x'), element, true, 'urn:a')])");
    Answer list = run(element + "def h = new org.apache.cxf.binding.soap.SoapHeader(new javax.xml.namespace.QName('urn:h', 'x'), element); h.setActor('urn:a'); h.setMustUnderstand(true)\n"
        + "message.setHeader('" + LIST + "', [h]); assert message.getSoapHeaders()[0].actor == 'urn:a'");

    assertEquals(List.of(expected), beans.changed().headers().get(LIST));
    assertEquals(List.of(expected), list.changed().headers().get(LIST));
  }

  @Test
  public void soapHeadersAreCleared() throws Exception {
    bench.call.headers.put(LIST, List.of(new WireSoapHeader("urn:h", "Id", "<h:Id xmlns:h=\"urn:h\">7</h:Id>", "", false)));

    assertEquals(List.of(LIST), run("message.clearSoapHeaders(); assert message.getSoapHeaders().isEmpty()").changed().removedHeaders());
    assertEquals(List.of(LIST), run("message.getHeaders().remove('" + LIST + "'); assert message.getSoapHeaders().isEmpty()").changed().removedHeaders());
  }
}
