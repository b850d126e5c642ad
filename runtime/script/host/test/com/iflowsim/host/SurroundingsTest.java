package com.iflowsim.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.rehearsal.Answer;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;

/** The processing log, the B2B monitor, Camel's objects and OSGi, as scripts reach them. Source: script-api sections 5, 8, 9. */
public class SurroundingsTest {
  @Rule public final ScriptBench bench = new ScriptBench();

  private Answer run(String statements) throws Exception {
    Answer answer = bench.run(statements);
    assertEquals(answer.description(), 0, answer.reason());
    return answer;
  }

  private static String log(String statements) {
    return "def log = messageLogFactory.getMessageLog(message)\n" + statements;
  }

  @Test
  public void propertiesOfEveryTypeAreLoggedAsText() throws Exception {
    Answer answer = run(log("log.setStringProperty('a', 's'); log.setIntegerProperty('b', 1); log.setLongProperty('c', 2L); log.setBooleanProperty('d', true)\n"
        + "log.setFloatProperty('e', 1.5f); log.setDoubleProperty('f', 2.5d); log.setDateProperty('g', new Date(0))"));

    assertEquals("[s, 1, 2, true, 1.5, 2.5, " + new java.util.Date(0) + "]", answer.changed().log().stream().map(Answer.Logged::text).toList().toString());
    assertTrue(answer.changed().log().stream().allMatch(entry -> entry.kind() == 1));
  }

  @Test
  public void attachmentsOfTheLogRepeatTheirNames() throws Exception {
    Answer answer = run(log("log.addAttachmentAsString('a', 'one', 'text/xml'); log.addAttachmentAsString('a', null, null); log.addAttachmentAsString(\"${'a'}\", \"${1}\", 'text/plain')"));

    assertEquals(List.of(new Answer.Logged(2, "a", "text/xml", "one"), new Answer.Logged(2, "a", "text/plain", ""), new Answer.Logged(2, "a", "text/plain", "1")),
        answer.changed().log());
  }

  @Test
  public void onlyTextIsAttached() throws Exception {
    for (String value : List.of("[1]", "new ByteArrayInputStream(new byte[1])", "new StringReader('a')", "1")) {
      assertEquals("groovy.lang.MissingMethodException", bench.run(log("log.addAttachmentAsString('a', " + value + ", 'text/plain')")).error().cause().className());
    }
  }

  @Test
  public void customHeadersRepeatTheirNamesAndAreCut() throws Exception {
    Answer answer = run(log("log.addCustomHeaderProperty('h', '1'); log.addCustomHeaderProperty('h', '2'); log.addCustomHeaderProperty('long', 'x' * 1500)"));

    assertEquals(List.of("1", "2"), answer.changed().log().subList(0, 2).stream().map(Answer.Logged::text).toList());
    assertEquals(1000, answer.changed().log().get(2).text().length());
  }

  @Test
  public void bothNamesOfTheFactoryOfTheLogResolve() throws Exception {
    assertEquals(0, bench.runScript("import com.sap.it.api.msglog.MessageLogFactory\nimport com.sap.it.api.msglog.MessageLog\nimport com.sap.it.api.msglog.factory.*\n"
        + "def processData(message) { assert messageLogFactory instanceof MessageLogFactory; MessageLog log = messageLogFactory.getMessageLog(message); message }").reason());
  }

  @Test
  public void whatWasLoggedBeforeAnErrorIsKept() throws Exception {
    Answer answer = bench.run(log("log.setStringProperty('a', 'b'); throw new Exception('x')"));

    assertEquals(List.of(new Answer.Logged(1, "a", "", "b")), answer.changed().log());
  }

  @Test
  public void everyEventOfTheB2bMonitorIsMade() throws Exception {
    for (String event : List.of("BusinessDocumentCreate", "BusinessDocumentMapped", "BusinessDocumentSent", "BusinessDocumentSplit", "BusinessDocumentUnassigned",
        "BusinessDocumentBulkCompletion", "FunctionalAcknowledgementReceived", "FunctionalAcknowledgementSent", "TechnicalAcknowledgementReceived",
        "TechnicalAcknowledgementSent", "OrphanedInterchangeError", "Error")) {
      run("def e = new com.sap.it.op.b2b.monitor.api.B2BMonitoringApi().create" + event + "Event(); assert e.class.simpleName == '" + event + "Event'\n"
          + "e.setMonitoringReference(message.getProperty('none')); e.submit(); e.submitBeforeMessageTransmission()");
    }
  }

  @Test
  public void beansOfTheB2bMonitorKeepWhatIsSet() throws Exception {
    run("def e = new com.sap.it.op.b2b.monitor.api.B2BMonitoringApi().createBusinessDocumentCreateEvent(); def d = e.createBusinessDocument(); assert d.getId() != null\n"
        + "d.setBulkMessage(false); d.setDocumentCreationTimestamp(5L); d.setSenderTradingPartnerName(null); d.addBusinessDocumentProtocolHeader('a', 'b'); d.setExtendedProperty('c', 'd')\n"
        + "assert d.getSenderTradingPartnerName() == null; assert d.getDocumentCreationTimestamp() == 5L; def t = d.createBusinessTransaction(); t.setTypeName('x'); t.setAgreementSequence('1')\n"
        + "assert d.getBusinessTransaction().is(t); def a = t.createUpdateAgreement('9'); a.setInitiatorTradingPartnerName('p'); assert t.getAgreement().getId() == '9'\n"
        + "def k = new com.sap.it.op.b2b.monitor.api.B2BMonitoringApi().createFunctionalAcknowledgementSentEvent().createUpdateFunctionalAcknowledgement('4'); k.setTransmissionHttpCode(200); assert k.getId() == '4'\n"
        + "def o = new com.sap.it.op.b2b.monitor.api.B2BMonitoringApi().createOrphanedInterchangeErrorEvent(); o.setErrorInformation('e'); def i = o.createOrphanedInterchange(); i.setPayload('x'.bytes); i.addCommunicationProtocolHeader('a', 'b'); o.setOrphanedInterchange(i)");
  }

  @Test
  public void namesOfTheB2bMonitorAreEnums() throws Exception {
    String p = "com.sap.it.op.b2b.monitor.api.";
    Map<String, String> names = Map.of("ProcessingStatus", "PROCESSING COMPLETED FAILED UNASSIGNED RETRY", "FunctionalAcknowledgementStatus", "EXPECTED NOT_EXPECTED ACCEPTED PARTIALLY_ACCEPTED REJECTED",
        "TechnicalAcknowledgementStatus", "EXPECTED NOT_EXPECTED ACKNOWLEDGED WARNING REJECTED", "BusinessDocumentDirection", "INBOUND OUTBOUND MIDDLEWARE_LOCAL", "ProcessingPhase", "PAYLOAD_PLAIN PAYLOAD_SNAPSHOT",
        "ErrorCategory", "CONFIGURATION_ACCESS DOCUMENT_VALIDATION DOCUMENT_TRANSMISSION ACKNOWLEDGEMENT_OVERDUE OTHER", "TransmissionStatus", "IN_TRANSMISSION COMPLETED FAILED",
        "TransactionActivityType", "STANDARD PASS_THROUGH", "InterchangeDirection", "IN OUT", "ArchivingStatus", "ARCHIVING_PENDING");
    for (Map.Entry<String, String> entry : names.entrySet()) {
      run("assert " + p + entry.getKey() + ".values()*.name().containsAll('" + entry.getValue() + "'.split(' ') as List)");
    }
    run("assert " + p + "BusinessTransactionStatus.values()*.name().containsAll(['OPEN', 'FINISHED']); assert " + p + "TradingPartnerAgreementStatus.valueOf('OPEN'); assert "
        + p + "MonitoringReferenceType.valueOf('MPL'); assert " + p + "BusinessTransactionDocumentType.valueOf('REQUEST')");
  }

  @Test
  public void theExchangeIsTheMessage() throws Exception {
    bench.body("abc");

    Answer answer = run("def e = message.exchange; message.setHeader('a1', '1'); message.setHeader('A2', '2'); message.setHeader('b', '3'); e.setProperty('p', '4')\n"
        + "assert message.getExchange().getIn().getBody(String) == 'abc'; assert e.getMessage().getHeader('A1') == '1'; assert e.in.getHeader('b', Integer) == 3; assert e.getProperty('p', Integer) == 4\n"
        + "assert e.getProperties().p == '4'; assert e.in.removeHeader('B') == '3'; assert e.in.removeHeaders('a*'); assert message.getHeaders().isEmpty(); e.in.setHeader('n', 1); e.getOut().setBody('new')\n"
        + "assert message.getBody(String) == 'new'; assert e.getException() == null; assert e.fromEndpoint.endpointUri == 'direct:flow1'; assert e.in.exchange.exchangeId == 'EXCHANGE-1'");

    assertEquals("new", answer.changed().body().text());
    assertEquals(Map.of("n", 1), answer.changed().headers());
  }

  @Test
  public void theContextConvertsAndHasEndpoints() throws Exception {
    run("def c = message.exchange.getContext(); assert c.getName() == 'flow1'; assert c.getTypeConverter().convertTo(Integer, '5') == 5; assert c.getRegistry().lookupByName('x') == null\n"
        + "def found = c.getEndpoints().find { it.getEndpointUri().contains('xslt') }; assert found == null; assert c.endpoints.every { !(it instanceof org.apache.camel.component.xslt.XsltEndpoint) }");
  }

  @Test
  public void namesThatAreOnlyImportedResolve() throws Exception {
    StringBuilder script = new StringBuilder();
    for (String name : List.of("net.sf.saxon.jaxp.TemplatesImpl", "net.sf.saxon.s9api.XsltExecutable", "org.apache.camel.component.xslt.XsltEndpoint", "org.apache.camel.builder.xml.XsltBuilder",
        "com.google.common.io.ByteStreams", "io.jsonwebtoken.Jwts", "io.jsonwebtoken.SignatureAlgorithm", "com.sap.xi.mapping.camel.valmap.VMStore", "com.sap.xi.mapping.camel.valmap.VMValidationException",
        "com.sap.xi.mapping.camel.valmap.ValueMappingApiHandler", "com.sap.it.spi.ITApiHandler", "com.sap.it.api.ITApi", "com.sap.it.api.impl.ITApiFactoryRegistry", "com.sap.conn.jco.JCoFunction",
        "com.sap.conn.jco.JCoDestination", "com.sap.esb.datastore.Data", "org.apache.camel.TypeConversionException", "org.apache.camel.CamelExecutionException", "com.sap.it.api.mapping.Output")) {
      script.append("import ").append(name).append('\n');
    }
    Answer failure = bench.deploy(script + "def processData(message) { message }");

    assertEquals(failure == null ? "" : failure.description(), null, failure);
  }

  @Test
  public void bundlesHaveNamesAndVersions() throws Exception {
    run("def context = org.osgi.framework.FrameworkUtil.getBundle(message.getClass()).getBundleContext(); assert context.getBundles().size() > 0\n"
        + "context.bundles.each { assert it.getSymbolicName() && it.getVersion().toString() =~ /\\d+\\.\\d+\\.\\d+/; assert it.getHeaders() != null }\n"
        + "assert context.getServiceReference('no.such.Service') == null; assert context.getService(null) == null");
  }
}
