package com.iflowsim.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.rehearsal.Answer;
import com.iflowsim.host.rehearsal.WireError;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;

/** Exceptions of the platform as scripts find them in CamelExceptionCaught. Source: script-api section 7, 2.8. */
public class PlatformErrorTest {
  @Rule public final ScriptBench bench = new ScriptBench();

  private Object see(WireError error, String expression) throws Exception {
    bench.call.properties.put("CamelExceptionCaught", error);
    return bench.result("def e = message.getProperties().get('CamelExceptionCaught')\nmessage.setProperty('result', (" + expression + ").toString())");
  }

  private static WireError error(String className, Map<String, String> details) {
    return new WireError(className, "what happened", details, 0, null);
  }

  @Test
  public void anHttpReplyWithAnErrorHasStatusBodyHeadersAndAddress() throws Exception {
    WireError error = error("org.apache.camel.component.ahc.AhcOperationFailedException", Map.of("statusCode", "302", "statusText", "Found",
        "responseBody", "moved", "url", "https://a.example/b", "redirectLocation", "https://c.example", "header.Retry-After", "5"));

    assertEquals("[302, Found, moved, https://a.example/b, https://c.example, true, true, 5]", see(error, "[e.getStatusCode(), e.getStatusText(), e.getResponseBody(), "
        + "e.getUrl(), e.getRedirectLocation(), e.isRedirectError(), e.hasRedirectLocation(), e.getResponseHeaders().get('retry-after')]"));
    assertEquals("HTTP operation failed invoking https://a.example/b with statusCode: 302, redirectLocation: https://c.example", see(error, "e.message"));
    assertEquals("true", see(error, "e instanceof org.apache.camel.CamelException && e.statusCode instanceof Integer"));
  }

  @Test
  public void theErrorOfTheSecondGenerationHasStatusAndBody() throws Exception {
    assertEquals("[404, gone, what happened]", see(error("com.sap.it.script.v2.api.exceptions.HttpOperationFailedException",
        Map.of("statusCode", "404", "responseBody", "gone")), "[e.getStatusCode(), e.getResponseBody(), e.getMessage()]"));
  }

  @Test
  public void anErrorOfODataHasItsRequest() throws Exception {
    assertEquals("[Orders?x=1, what happened]", see(error("com.sap.gateway.core.ip.component.odata.exception.OsciException",
        Map.of("requestUri", "Orders?x=1")), "[e.getRequestUri(), e.getMessage()]"));
  }

  @Test
  public void aSoapFaultHasCodeReasonRoleAndDetail() throws Exception {
    WireError error = error("org.apache.cxf.binding.soap.SoapFault", Map.of("faultCode", "{urn:c}Client", "faultSubCode", "{urn:c}Sub", "faultActor", "urn:a",
        "detail", "<code>7</code>", "statusCode", "500"));

    assertEquals("[{urn:c}Client, {urn:c}Sub, urn:a, what happened, what happened, true, 7, 500]", see(error, "[e.getFaultCode(), e.getSubCode(), e.getRole(), e.getReason(), "
        + "e.getMessage(), e.hasDetails(), e.getDetail().getTextContent(), e.getStatusCode()]"));
    assertEquals("true", see(error, "e instanceof org.apache.cxf.interceptor.Fault"));
  }

  @Test
  public void aFaultIsCausedByTheHttpReply() throws Exception {
    WireError http = new WireError("org.apache.cxf.transport.http.HTTPException", "", Map.of("statusCode", "503", "statusText", "Busy", "url", "http://a.example/s"), 0, null);
    WireError fault = new WireError("org.apache.cxf.interceptor.Fault", "Could not send Message.", Map.of(), 0, http);

    assertEquals("[false, null, Could not send Message., 503, Busy, http://a.example/s]", see(fault, "[e.hasDetails(), e.getDetail(), e.getMessage(), "
        + "e.getCause().getResponseCode(), e.cause.getResponseMessage(), e.cause.getUrl()]"));
  }

  @Test
  public void everyClassThatScriptsCompareExists() throws Exception {
    for (String name : List.of("com.sap.esb.camel.error.handler.ErrorEventException",
        "org.apache.camel.component.directvm.DirectVmConsumerNotAvailableException",
        "com.sap.it.rt.adapter.processdirect.exceptions.ProcessDirectException", "com.sap.esb.datastore.MessageNotFoundException",
        "com.sap.it.rt.adapter.http.api.exception.HttpResponseException", "com.sap.it.rt.adapter.jdbc.exceptions.JDBCException",
        "com.sap.it.xml.validator.exception.XSDSchemaValidationException", "com.sap.it.xmljson.JsonXmlException",
        "com.sap.it.rt.csvtoxml.converter.exception.CsvToXmlConversionException", "com.sap.it.rt.xmltocsv.converter.exception.XmlToCsvConversionException",
        "com.sap.it.rt.edi.exception.EDIHandlerException", "com.sap.it.api.securestore.exception.SecureStoreException",
        "org.apache.camel.RuntimeCamelException", "org.apache.camel.CamelExecutionException", "java.net.UnknownHostException",
        "java.lang.IllegalStateException", "org.xml.sax.SAXParseException")) {
      WireError cause = new WireError("java.lang.IllegalArgumentException", "below", Map.of(), 0, null);
      assertEquals(name + " what happened below", see(new WireError(name, "what happened", Map.of(), 0, cause),
          "e.getClass().getCanonicalName() + ' ' + e.getMessage() + ' ' + e.getCause().getMessage()"));
    }
  }

  @Test
  public void aClassThatTheHostLacksPrintsAsItWould() throws Exception {
    assertEquals("a.b.Own: what happened", see(error("a.b.Own", Map.of()), "e"));
  }

  @Test
  public void theDetailsOfAnExceptionGoBackToTheTenant() throws Exception {
    bench.call.properties.put("CamelExceptionCaught", error("org.apache.camel.component.ahc.AhcOperationFailedException",
        Map.of("statusCode", "404", "statusText", "Not Found", "responseBody", "gone", "url", "https://a.example")));

    Answer answer = bench.run("throw message.getProperty('CamelExceptionCaught')");

    assertEquals(Map.of("statusCode", "404", "statusText", "Not Found", "responseBody", "gone", "url", "https://a.example"), answer.error().cause().details());
  }

  @Test
  public void theDetailOfAFaultGoesBackAsItCame() throws Exception {
    bench.call.properties.put("CamelExceptionCaught", error("org.apache.cxf.binding.soap.SoapFault", Map.of("detail", "<a>1</a><b>2</b>")));

    assertEquals("<a>1</a><b>2</b>", bench.run("throw message.getProperty('CamelExceptionCaught')").error().cause().details().get("detail"));
  }

  @Test
  public void aScriptAnswersASoapFaultOfItsOwn() throws Exception {
    Answer answer = bench.run("def p = new com.sap.gateway.ip.core.customdev.processor.SoapFaultParam(soapVersion: '1.2', faultCode: 'Sender', faultString: 'no order', role: 'urn:r')\n"
        + "p.setDetail(message.exchange.context.typeConverter.convertTo(org.w3c.dom.Document, '<d>1</d>').documentElement)\n"
        + "com.sap.gateway.ip.core.customdev.processor.SoapFaultFactory.throwSoapFault(p)");

    WireError fault = answer.error().cause();
    assertEquals("org.apache.cxf.binding.soap.SoapFault", fault.className());
    assertEquals("no order", fault.message());
    assertEquals("{http://www.w3.org/2003/05/soap-envelope}Sender", fault.details().get("faultCode"));
    assertEquals("urn:r", fault.details().get("faultActor"));
    assertEquals("<d>1</d>", fault.details().get("detail"));
  }

  @Test
  public void theShortFormsOfAFaultAreOfTheServer() throws Exception {
    String factory = "com.sap.gateway.ip.core.customdev.processor.SoapFaultFactory";
    WireError fault = bench.run(factory + ".throwSoapFault('broken', null, null)").error().cause();
    WireError xi = bench.run("def p = new com.sap.gateway.ip.core.customdev.processor.XiSoapFaultParam(faultString: 'x', area: 'A', code: 'C', additionalText: 'more')\n"
        + factory + ".throwXiSoapFault(p)").error().cause();

    assertEquals("{http://schemas.xmlsoap.org/soap/envelope/}Server", fault.details().get("faultCode"));
    assertTrue(xi.details().get("detail"), xi.details().get("detail").contains("<SAP:Code area=\"A\">C</SAP:Code><SAP:AdditionalText>more</SAP:AdditionalText>"));
  }

  @Test
  public void aFaultOfAnUnknownVersionOrCodeIsRefused() throws Exception {
    String make = "def p = new com.sap.gateway.ip.core.customdev.processor.SoapFaultParam(%s)\ncom.sap.gateway.ip.core.customdev.processor.SoapFaultFactory.throwSoapFault(p)";

    assertEquals("com.sap.gateway.ip.core.customdev.processor.UnknownSoapVersionException", bench.run(make.formatted("soapVersion: '2'")).error().cause().className());
    assertEquals("com.sap.gateway.ip.core.customdev.processor.UnknownFaultCodeException", bench.run(make.formatted("faultCode: 'Sender'")).error().cause().className());
  }
}
