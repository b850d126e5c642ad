package com.iflowsim.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.rehearsal.Answer;
import com.sap.it.api.securestore.exception.SecureStoreException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;

/** Groovy 2.4 on Java 17, class paths, services of the tenant. Source: script-api sections 1, 3, 4, 15. */
public class PlatformTest {
  @Rule public final ScriptBench bench = new ScriptBench(List.of("SecureStoreService", "ValueMappingApi", "PartnerDirectoryService"), PlatformTest::answer);

  private static Object answer(String service, String method, List<Object> arguments) throws Exception {
    if (service.equals("ValueMappingApi")) return "DE".equals(arguments.get(2)) ? "Germany" : null;
    if (service.equals("PartnerDirectoryService")) return Map.of("data", "xml".getBytes(StandardCharsets.UTF_8), "contentType", "xml");
    if (arguments.get(0).equals("known")) return Map.of("username", "user", "password", "secret");
    throw new SecureStoreException("Could not fetch the credential for alias " + arguments.get(0));
  }

  @Test
  public void jsonKeepsTheOrderOfItsKeys() throws Exception {
    assertEquals("[b, a]", bench.result("message.setProperty('result', new groovy.json.JsonSlurper().parseText('{\"b\":1,\"a\":2}').keySet().toString())"));
  }

  @Test
  public void serializedXmlHasTheLayoutOfJava8() throws Exception {
    Object result = bench.result("message.setProperty('result', groovy.xml.XmlUtil.serialize('<a>\\n  <b>1</b>\\n</a>'))");

    assertEquals("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\n  <b>1</b>\n</a>\n", result);
  }

  @Test
  public void datesHaveTheTextsOfJava8() throws Exception {
    Object result = bench.result("def d = new Date(0); message.setProperty('result', new java.text.SimpleDateFormat('MMM', Locale.UK).format(new Date(21600000000L)) + ' ' + java.text.DateFormat.getDateTimeInstance().format(d))");

    assertEquals("Sep Jan 1, 1970 12:00:00 AM", result);
  }

  @Test
  public void classesOfJavaTextNeedNoImport() throws Exception {
    assertEquals("1970", bench.result("message.setProperty('result', new SimpleDateFormat('yyyy').format(new Date(0)))"));
  }

  @Test
  public void librariesThatScriptsRelyOnAreThere() throws Exception {
    Answer answer = bench.run("assert new org.json.JSONArray('[1]')[0] == 1; assert org.joda.time.LocalDate.parse('2020-01-31').dayOfMonth == 31\n"
        + "assert org.apache.commons.lang.StringEscapeUtils.escapeXml('<') == '&lt;'; assert org.apache.commons.codec.binary.Hex.encodeHexString('a'.bytes) == '61'\n"
        + "assert org.apache.commons.csv.CSVParser.parse('a,b', org.apache.commons.csv.CSVFormat.DEFAULT).records.size() == 1\n"
        + "assert org.apache.commons.io.IOUtils.toString(new StringReader('x')) == 'x'");

    assertEquals(answer.description(), 0, answer.reason());
  }

  @Test
  public void aScriptImportsAnotherOfItsBundleAndReadsItsFiles() throws Exception {
    bench.files.put("src/main/resources/script/Shared.groovy",
        "package src.main.resources.script\nclass Shared { static twice(n) { 2 * n } }".getBytes(StandardCharsets.UTF_8));
    bench.files.put("src/main/resources/xsd/a.xsd", "schema".getBytes(StandardCharsets.UTF_8));

    Answer answer = bench.runScript("import src.main.resources.script.Shared\ndef processData(message) {\n"
        + "message.setProperty('r', Shared.twice(2) + getClass().getResource('/xsd/a.xsd').text); message }");

    assertEquals(answer.description(), Map.of("r", "4schema"), answer.changed().properties());
  }

  @Test
  public void aFileOutsideOfTheBundleIsRefused() throws Exception {
    bench.files.put("../../evil", new byte[0]);

    try {
      bench.run("");
    } catch (java.io.IOException refused) {
      assertTrue(refused.getMessage(), refused.getMessage().contains("has a file outside of itself: ../../evil"));
      return;
    }
    throw new AssertionError("the file was taken");
  }

  @Test
  public void valuesThatAreSetOutsideOfFunctionsAreSeenInThem() throws Exception {
    bench.deploy("LIMIT = 40\nruns = binding.hasVariable('runs') ? runs + 1 : 1\ndef processData(message) { message.setProperty('r', LIMIT + runs); message }");

    bench.client.run(bench.call);

    assertEquals(Map.of("r", 41), bench.client.run(bench.call).changed().properties());
  }

  @Test
  public void aFailureOutsideOfFunctionsIsALineOfTheLog() throws Exception {
    Answer answer = bench.runScript("def processData(message) { message.setProperty('r', 1); message }\nprocessDate(null)");

    assertEquals(answer.description(), Map.of("r", 1), answer.changed().properties());
    assertTrue(ScriptBench.log(), ScriptBench.log().contains("What stands outside of the functions of the script failed: groovy.lang.MissingMethodException"));
  }

  @Test
  public void aFileMayHaveAnyName() throws Exception {
    for (String name : List.of("my script (1)", "my-script", "1 start", "\u00fcber.alles", "a'b,c")) {
      bench.path = "src/main/resources/script/" + name + ".groovy";
      Answer answer = bench.runScript("def twice(n) { n * 2 }\ndef processData(message) { def all = (1..5).collect { twice(it) }; info_1(all); message.setProperty('r', all.sum()); message }\n"
          + "def info_1(x) { [x].each { y -> twice(1); this.twice(2) } }");

      assertEquals(answer.description(), Map.of("r", 30), answer.changed().properties());
      assertTrue(bench.runScript("def processData(message) {\nthrow new Exception('x') }").description().endsWith("java.lang.Exception: x@ line 2 in " + name + ".groovy"));
    }
  }

  @Test
  public void variablesOfTheBindingLiveUntilTheBundleIsDropped() throws Exception {
    bench.deploy("def processData(message) { if (!binding.hasVariable('n')) n = 0; n = n + 1; message.setProperty('n', n); message }");

    bench.client.run(bench.call);
    Answer second = bench.client.run(bench.call);

    assertEquals(Map.of("n", 2), second.changed().properties());
  }

  @Test
  public void aDroppedBundleTakesItsScriptsAlong() throws Exception {
    bench.files.put(ScriptBench.PATH, "def processData(message) { message }".getBytes(StandardCharsets.UTF_8));
    long bundle = bench.client.bundle("flow1", bench.files);
    long[] script = new long[1];
    bench.client.compile(bundle, ScriptBench.PATH, script);
    bench.call.script = script[0];
    assertEquals(0, bench.client.run(bench.call).reason());

    bench.client.forget(bundle);

    assertEquals(6, bench.client.run(bench.call).reason());
  }

  @Test
  public void theOverloadThatTakesAMessageIsCalled() throws Exception {
    Answer answer = bench.runScript("import com.sap.gateway.ip.core.customdev.util.Message\n"
        + "def processData(String a, Message m) { m }\ndef processData(String a) { a }\nstatic def processData(Message m) { m.setProperty('r', 1); null }");

    assertEquals(answer.description(), Map.of("r", 1), answer.changed().properties());
  }

  @Test
  public void credentialsAreThoseOfTheTenant() throws Exception {
    Object result = bench.result("def s = com.sap.it.api.ITApiFactory.getApi(com.sap.it.api.securestore.SecureStoreService.class, null)\n"
        + "def c = s.getUserCredential('known'); def e = null; try { s.getUserCredential('other') } catch (x) { e = x }\n"
        + "message.setProperty('result', c.getUsername() + new String(c.getPassword()) + c.getPassword().toString() + e)");

    assertEquals("usersecretsecretcom.sap.it.api.securestore.exception.SecureStoreException: Could not fetch the credential for alias other", result);
  }

  @Test
  public void valueMappingsAndPartnersAreThoseOfTheTenant() throws Exception {
    Object result = bench.result("def v = com.sap.it.api.ITApiFactory.getService(com.sap.it.api.mapping.ValueMappingApi, null)\n"
        + "def p = com.sap.it.api.ITApiFactory.getService(com.sap.it.api.pd.PartnerDirectoryService, null)\n"
        + "def b = p.getParameter('x', 'y', com.sap.it.api.pd.BinaryData)\n"
        + "message.setProperty('result', v.getMappedValue('a', 'b', 'DE', 'c', 'd') + v.getMappedValue('a', 'b', 'XX', 'c', 'd') + new String(b.getData(), 'UTF-8'))");

    assertEquals("Germanynullxml", result);
  }

  @Test
  public void aServiceThatTheTenantDoesNotAnswerSaysSo() throws Exception {
    Answer answer = bench.run("com.sap.it.api.ITApiFactory.getApi(com.sap.it.api.nrc.NumberRangeConfigurationService, null).getNextValuefromNumberRange('n', null)");

    assertTrue(answer.description(), answer.description().contains("The service NumberRangeConfigurationService is not available in this tenant."));
  }

  @Test
  public void eventsOfTheB2bMonitorTakeWhatScriptsSet() throws Exception {
    Answer answer = bench.runScript("import org.osgi.framework.FrameworkUtil\nimport com.sap.it.op.b2b.monitor.api.*\nimport com.sap.it.op.b2b.monitor.api.events.*\n"
        + "def processData(message) {\ndef context = FrameworkUtil.getBundle(Class.forName('com.sap.gateway.ip.core.customdev.util.Message')).getBundleContext()\n"
        + "B2BMonitoringApi api = context.getService(context.getServiceReference(Class.forName('com.sap.it.op.b2b.monitor.api.B2BMonitoringApi')))\n"
        + "FunctionalAcknowledgementEvent event = api.createFunctionalAcknowledgementSentEvent(); event.setMonitoringReferenceType(MonitoringReferenceType.MPL)\n"
        + "BusinessDocument document = event.createUpdateBusinessDocument('7'); document.setProcessingStatus(ProcessingStatus.COMPLETED)\n"
        + "document.getCustomObjects().setSearchFieldValue1('x'); BusinessDocumentPayload payload = document.createPayload(); payload.setPayload('a'.bytes); event.submit()\n"
        + "message.setProperty('r', document.getId() + document.getProcessingStatus() + document.getCustomObjects().getSearchFieldValue1() + event.getMonitoringReferenceType()); message }");

    assertEquals(answer.description(), Map.of("r", "7COMPLETEDxMPL"), answer.changed().properties());
  }
}
