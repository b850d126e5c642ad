package com.iflowsim.host;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.message.Conversions;
import com.iflowsim.host.message.MessageContext;
import com.sap.gateway.ip.core.customdev.processor.MessageImpl;
import groovy.lang.GString;
import groovy.util.Node;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.activation.DataHandler;
import javax.mail.util.ByteArrayDataSource;
import javax.xml.transform.Source;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StringSource;
import org.apache.camel.TypeConversionException;
import org.apache.camel.converter.stream.InputStreamCache;
import org.codehaus.groovy.runtime.GStringImpl;
import org.junit.Test;
import org.w3c.dom.Document;

/** The table of conversions of bodies and headers. Source: script-api 2.3. */
public class ConversionTest {
  private static final String TEXT = "<a>\u00e4</a>";

  private final Conversions conversions = new Conversions(StandardCharsets.UTF_8);
  private final byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);

  private String text(Object value) {
    return conversions.convert(value, String.class);
  }

  private static MessageImpl message() {
    return new MessageImpl(new MessageContext("EXCHANGE-1", "flow1", null));
  }

  /** The value as each kind of content. */
  private void assertConvertsToAll(Object value) throws Exception {
    assertEquals(TEXT, text(value));
    assertArrayEquals(bytes, conversions.convert(value, byte[].class));
    assertArrayEquals(bytes, conversions.convert(value, InputStream.class).readAllBytes());
    assertEquals(TEXT, org.apache.commons.io.IOUtils.toString(conversions.convert(value, Reader.class)));
    assertEquals("\u00e4", conversions.convert(value, Document.class).getDocumentElement().getTextContent());
  }

  @Test
  public void nullStaysNull() {
    for (Class<?> type : List.of(String.class, byte[].class, InputStream.class, Reader.class, Document.class, Integer.class, Map.class)) {
      assertNull(conversions.convert(null, type));
    }
  }

  @Test
  public void textBytesStreamsAndFilesBecomeEveryKindOfContent() throws Exception {
    GString template = new GStringImpl(new Object[] {"\u00e4"}, new String[] {"<a>", "</a>"});
    File file = Files.createTempFile("conversion", ".xml").toFile();
    Files.write(file.toPath(), bytes);

    for (Object value : List.of(TEXT, bytes, new InputStreamCache(bytes), template, file, new DataHandler(new ByteArrayDataSource(bytes, "text/xml")))) {
      assertConvertsToAll(value);
    }
    assertTrue(file.delete());
  }

  @Test
  public void aReaderIsReadOnce() {
    assertEquals(TEXT, text(new StringReader(TEXT)));
    assertArrayEquals(bytes, conversions.convert(new StringReader(TEXT), byte[].class));
    assertEquals("a", conversions.convert(new StringReader(TEXT), Document.class).getDocumentElement().getTagName());
    Reader reader = new StringReader(TEXT);
    assertSame(reader, conversions.convert(reader, Reader.class));
  }

  @Test
  public void whatIsOfTheTypeStaysTheSameObject() {
    InputStream stream = new ByteArrayInputStream(bytes);
    Map<String, String> map = Map.of("a", "b");

    assertSame(TEXT, text(TEXT));
    assertSame(bytes, conversions.convert(bytes, byte[].class));
    assertSame(stream, conversions.convert(stream, InputStream.class));
    assertSame(map, conversions.convert(map, Map.class));
  }

  @Test
  public void theStreamOfTheBodyIsRewoundBeforeAndAfter() throws Exception {
    InputStreamCache stream = new InputStreamCache(bytes);
    assertEquals('<', stream.read());

    assertEquals(TEXT, text(stream));
    assertEquals(TEXT, text(stream));
    assertArrayEquals(bytes, conversions.convert(stream, InputStream.class).readAllBytes());
  }

  @Test
  public void aDocumentIsWrittenWithTheDeclarationOfJava8() {
    Document document = conversions.convert(TEXT, Document.class);

    assertEquals("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>" + TEXT, text(document));
    assertEquals(text(document), new String(conversions.convert(document, byte[].class), StandardCharsets.UTF_8));
    assertEquals(TEXT, text(document.getDocumentElement()));
    assertSame(document, conversions.convert(document, Document.class));
    assertSame(document, conversions.convert(document, org.w3c.dom.Node.class));
  }

  @Test
  public void namesOfADocumentHaveNamespaces() {
    assertEquals("urn:a", conversions.convert("<p:a xmlns:p=\"urn:a\"/>", Document.class).getDocumentElement().getNamespaceURI());
  }

  @Test
  public void aDocumentTypeIsRefused() {
    assertThrows(TypeConversionException.class, () -> conversions.convert("<!DOCTYPE a><a/>", Document.class));
  }

  @Test
  public void everythingElseIsItsText() throws Exception {
    Node node = new Node(null, "a");
    node.appendNode("b", "c");

    assertEquals("{k=v}", text(Map.of("k", "v")));
    assertEquals("[1, 2]", text(List.of(1, 2)));
    assertEquals("a[attributes={}; value=[b[attributes={}; value=c]]]", text(node));
    assertEquals("{\"k\":1}", text(new org.json.JSONObject().put("k", 1)));
    assertArrayEquals("{k=v}".getBytes(StandardCharsets.UTF_8), conversions.convert(Map.of("k", "v"), byte[].class));
    assertEquals("true 1.50 7", text(true) + " " + text(new BigDecimal("1.50")) + " " + text(7));
    assertEquals(new Date(0).toString(), text(new Date(0)));
  }

  @Test
  public void whatNothingConvertsIsNull() {
    assertNull(conversions.convert(Map.of("k", "v"), Document.class));
    assertNull(conversions.convert(List.of(1), Document.class));
    assertNull(conversions.convert("a", Map.class));
    assertNull(conversions.convert(TEXT, ConversionTest.class));
  }

  @Test
  public void textBecomesNumbersAndTruth() {
    assertEquals(Integer.valueOf(12), conversions.convert(" 12 ", Integer.class));
    assertEquals(Long.valueOf(12), conversions.convert("12", Long.class));
    assertEquals(Double.valueOf(1.5), conversions.convert("1.5", Double.class));
    assertEquals(new BigDecimal("1.50"), conversions.convert("1.50", BigDecimal.class));
    assertEquals(Boolean.TRUE, conversions.convert("TRUE", Boolean.class));
    assertEquals(Integer.valueOf(12), conversions.convert("12".getBytes(StandardCharsets.UTF_8), Integer.class));
    assertEquals(12, (int) conversions.convert("12", int.class));
  }

  @Test
  public void numbersAreNarrowedWithoutACheck() {
    assertEquals(Integer.valueOf(1), conversions.convert(4294967297L, Integer.class));
    assertEquals(Integer.valueOf(1), conversions.convert(1.9, Integer.class));
    assertEquals(Long.valueOf(5), conversions.convert(new Date(5), Long.class));
  }

  @Test
  public void badTextIsAnUncheckedExceptionThatSaysWhy() {
    RuntimeCamelException error = assertThrows(TypeConversionException.class, () -> conversions.convert("x", Integer.class));

    assertEquals("Error during type conversion from type: java.lang.String to the required type: java.lang.Integer with value x due to "
        + "java.lang.NumberFormatException: For input string: \"x\"", error.getMessage());
    assertThrows(TypeConversionException.class, () -> conversions.convert("12.5", Integer.class));
    assertThrows(TypeConversionException.class, () -> conversions.convert("yes", Boolean.class));
    assertThrows(TypeConversionException.class, () -> conversions.convert("no xml", Document.class));
  }

  @Test
  public void sourcesAreMadeOfEveryContent() throws Exception {
    assertNotNull(conversions.convert(bytes, Source.class));
    assertEquals(TEXT, conversions.convert(TEXT, StringSource.class).getText());
  }

  @Test
  public void theCharsetIsThatOfThePropertyElseOfTheHeaderElseUtf8() {
    MessageImpl message = message();
    message.setBody(new InputStreamCache("\u00e4".getBytes(StandardCharsets.ISO_8859_1)));
    message.setHeader("Content-Type", "text/plain; charset=ISO-8859-1");

    assertEquals("\ufffd", message.getBody(String.class));
    message.setHeader("CamelCharsetName", "ISO-8859-1");
    assertEquals("\u00e4", message.getBody(String.class));
    message.setProperty("CamelCharsetName", "UTF-8");
    assertEquals("\ufffd", message.getBody(String.class));
  }

  @Test
  public void headersAreConvertedAlike() {
    MessageImpl message = message();
    message.setHeader("n", 12);
    message.setHeader("x", "x");

    assertEquals("12", message.getHeader("N", String.class));
    assertNull(message.getHeader("none", String.class));
    assertThrows(TypeConversionException.class, () -> message.getHeader("x", Integer.class));
  }

  @Test
  public void theSizeOfABodyIsThatOfItsBytes() {
    MessageImpl message = message();

    assertEquals(0, message.getBodySize());
    for (Object body : List.of("\u00e4", "\u00e4".getBytes(StandardCharsets.UTF_8), new ByteArrayInputStream(new byte[2]), new InputStreamCache(new byte[2]), 12)) {
      message.setBody(body);
      assertEquals(body.getClass().getName(), 2, message.getBodySize());
    }
    assertEquals(2, message.getMessageSize());
    message.setBody(new ByteArrayInputStream("ab".getBytes(StandardCharsets.UTF_8)));
    assertEquals("2 ab", message.getBodySize() + " " + message.getBody(String.class));
  }
}
