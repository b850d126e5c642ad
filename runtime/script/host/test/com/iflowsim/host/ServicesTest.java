package com.iflowsim.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.rehearsal.Answer;
import com.sap.it.api.pd.exception.PartnerDirectoryException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;

/** Services of the platform, answered by the tenant. Source: script-api sections 3, 4. */
public class ServicesTest {
  private final Map<String, Object> answers = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final List<List<Object>> arguments = new ArrayList<>();
  @Rule public final ScriptBench bench = new ScriptBench(List.of("DataStoreService", "KeystoreService", "PartnerDirectoryService", "SecureStoreService", "ValueMappingApi",
        "NumberRangeConfigurationService", "SimpleLanguage", "B2BMonitoringApi"), this::answer);

  private Object answer(String service, String method, List<Object> values) throws Exception {
    calls.add(service + "." + method + values.stream().map(value -> value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "" + value).toList());
    arguments.add(values);
    Object answer = answers.get(method + (values.isEmpty() ? "" : "/" + values.get(0)));
    if (answer == null) answer = answers.get(method);
    if (answer instanceof Exception failure) throw failure;
    return answer;
  }

  private static String service(String type) {
    return "def s = com.sap.it.api.ITApiFactory.getService(" + type + ".class, null)\n";
  }

  @Test
  public void entriesOfDataStoresAreReadWrittenAndDeleted() throws Exception {
    answers.put("get", Map.of("data", "text".getBytes(StandardCharsets.UTF_8), "headers", Map.of("h", "1")));

    Object result = bench.result("def s = new com.sap.it.api.asdk.runtime.Factory(com.sap.it.api.asdk.datastore.DataStoreService.class).getService()\n"
        + "def found = s.get('Store', 'id 1'); def bean = new com.sap.it.api.asdk.datastore.DataBean(); bean.setDataAsArray('new'.getBytes('UTF-8'))\n"
        + "bean.setHeaders([a: 'b']); def config = new com.sap.it.api.asdk.datastore.DataConfig(); config.setStoreName('Store'); config.setId('id 2')\n"
        + "config.setOverwrite(true); config.setEncrypt(true); config.setExpires(30); s.put(bean, config); s.delete('Store', 'id 3')\n"
        + "message.setProperty('result', new String(found.getDataAsArray()) + found.getHeaders())");

    assertEquals("text[h:1]", result);
    assertEquals(List.of("DataStoreService.get[Store, id 1]", "DataStoreService.put[Store, id 2, new, {a=b}, true, 30]",
        "DataStoreService.delete[Store, id 3]"), calls);
  }

  @Test
  public void anAbsentEntryOfADataStoreIsNull() throws Exception {
    assertEquals("none", bench.result(service("com.sap.it.api.asdk.datastore.DataStoreService")
        + "message.setProperty('result', s.get('Store', 'x') == null ? 'none' : 'some')"));
  }

  @Test
  public void theRegistryOfTheFlowHasTheDataStores() throws Exception {
    answers.put("get", Map.of("data", "text".getBytes(StandardCharsets.UTF_8)));

    Object result = bench.result("def registry = message.exchange.getContext().getRegistry()\n"
        + "def store = (com.sap.esb.datastore.DataStore) registry.lookupByName(com.sap.esb.datastore.DataStore.class.getName())\n"
        + "store.put(new com.sap.esb.datastore.Data('Store', 'flow', null, 'id', 'new'.bytes, [:], 'MESSAGE', 0 as byte), false, false, 0L, 172800000L)\n"
        + "message.setProperty('result', new String(store.get('Store', 'flow', null, 'id').getDataAsByteArray()) + registry.lookupByName('other'))");

    assertEquals("textnull", result);
    assertEquals("DataStoreService.put[Store, id, new, {}, false, 2]", calls.get(0));
  }

  @Test
  public void anErrorOfTheTenantIsThrownAsItIs() throws Exception {
    answers.put("getParameter", new PartnerDirectoryException("locked"));

    Answer answer = bench.run(service("com.sap.it.api.pd.PartnerDirectoryService") + "s.getParameter('a', 'b', String.class)");

    assertEquals("com.sap.it.api.pd.exception.PartnerDirectoryException", answer.error().cause().className());
  }

  @Test
  public void partnersAreFoundByTheirAlternativesAndUsers() throws Exception {
    answers.put("getPartnerId", "P");
    answers.put("getAlternativePartnerId", "A");
    answers.put("getPartnerIdOfAuthorizedUser", "U");
    answers.put("getAuthorizedUsers", List.of("x", "y"));

    Object result = bench.result(service("com.sap.it.api.pd.PartnerDirectoryService")
        + "message.setProperty('result', s.getPartnerId('a', 'b', 'c') + s.getAlternativePartnerId('a', 'b', 'c') + s.getPartnerIdOfAuthorizedUser('USER') + s.getAuthorizedUsers('p'))");

    assertEquals("PAU[x, y]", result);
    assertTrue(calls.toString(), calls.contains("PartnerDirectoryService.getPartnerIdOfAuthorizedUser[user]"));
  }

  @Test
  public void argumentsOfThePartnerDirectoryMustBeThere() throws Exception {
    for (String call : List.of("s.getParameter('', 'p', String.class)", "s.getParameter('a', null, String.class)", "s.getParameter('a', 'p', Integer.class)",
        "s.getPartnerId('a', '', 'c')", "s.getParameterIdsMatchingPattern('a[1]', 'p', String.class)", "new com.sap.it.api.pd.BinaryData(null, 'x')")) {
      assertEquals(call, "java.lang.IllegalArgumentException",
          bench.run(service("com.sap.it.api.pd.PartnerDirectoryService") + call).error().cause().className());
    }
  }

  @Test
  public void anAbsentParameterIsNullAndSoIsOneOfTheOtherKind() throws Exception {
    answers.put("getParameter/text", "value");

    Object result = bench.result(service("com.sap.it.api.pd.PartnerDirectoryService") + "def b = com.sap.it.api.pd.BinaryData.class\n"
        + "message.setProperty('result', [s.getParameter('text', 'p', String.class), s.getParameter('none', 'p', String.class), s.getParameter('text', 'p', b)].toString())");

    assertEquals("[value, null, null]", result);
  }

  @Test
  public void parametersAreFoundByAPatternOfTheirNames() throws Exception {
    answers.put("getParameterIds", List.of("Order_1", "Orders1", "Order_2", "Invoice"));
    answers.put("getParameter", "text");
    answers.put("getParameter/Order_2", Map.of("data", new byte[0], "contentType", "xml"));

    Object result = bench.result(service("com.sap.it.api.pd.PartnerDirectoryService") + "def t = String.class\n"
        + "message.setProperty('result', [s.getParameterIdsMatchingPattern('Order_%', 'p', t), s.getParameterIdsMatchingPattern('Order\\\\_%', 'p', t),"
        + " s.getParameterIdsMatchingPattern('Order%', 'p', com.sap.it.api.pd.BinaryData.class)].toString())");

    assertEquals("[[Order_1, Orders1], [Order_1], [Order_2]]", result);
  }

  @Test
  public void aCertificateOfThePartnerDirectoryMustBeOne() throws Exception {
    answers.put("getParameter", Map.of("data", new byte[3], "contentType", "xml"));
    assertTrue(bench.run(service("com.sap.it.api.pd.PartnerDirectoryService") + "s.getCertificateParameter('a', 'p')").description().contains("is of the type xml, not crt"));
    answers.put("getParameter", Map.of("data", new byte[3], "contentType", "crt"));
    assertTrue(bench.run(service("com.sap.it.api.pd.PartnerDirectoryService") + "s.getCertificateParameter('a', 'p')").description().contains("is no certificate"));
  }

  @Test
  public void keysAndTrustComeFromTheKeystore() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    answers.put("getKey/pair", "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n");
    answers.put("getTrusted", null);

    Object result = bench.result(service("com.sap.it.api.keystore.KeystoreService") + "java.security.PrivateKey key = s.getKey('pair')\n"
        + "message.setProperty('result', [key.algorithm, s.getKey('none'), s.getCertificate('none'), s.getKeyPair('none'), s.getKeyManager('none'),"
        + " s.getTrustManager() instanceof javax.net.ssl.X509TrustManager, s.getTrustManagers().length].toString())");

    assertEquals("[RSA, null, null, null, null, true, 1]", result);
    assertTrue(bench.run(service("com.sap.it.api.keystore.KeystoreService") + "s.getKeyManagers()").description().contains("call getKeyManager(alias)"));
  }

  @Test
  public void credentialsHavePropertiesAndAPasswordOfTheirOwn() throws Exception {
    answers.put("getUserCredential", Map.of("username", "u", "password", "p", "properties", Map.of("sec:server.url", "https://a.example")));
    answers.put("getAccessToken", Map.of("accessToken", "t", "user", "w"));

    Object result = bench.result(service("com.sap.it.api.securestore.SecureStoreService") + "def c = s.getUserCredential('a'); c.getPassword()[0] = 'x'\n"
        + "def t = s.getAccesTokenForOauth2AuthorizationCodeCredential('b')\n"
        + "message.setProperty('result', new String(c.getPassword()) + c.getCredentialProperties() + t.getAccessToken() + t.getUser())");

    assertEquals("p[sec:server.url:https://a.example]tw", result);
  }

  @Test
  public void anUnknownAliasIsAnExceptionOfTheSecureStore() throws Exception {
    String get = service("com.sap.it.api.securestore.SecureStoreService");
    for (String call : List.of("s.getUserCredential('other')", "s.getUserCredential('')", "s.getUserCredential(null)")) {
      assertEquals("com.sap.it.api.securestore.exception.SecureStoreException", bench.run(get + call).error().cause().className());
    }
    assertEquals("com.sap.it.api.securestore.exception.CredentialNotFoundException",
        bench.run(get + "s.getAccesTokenForOauth2AuthorizationCodeCredential('other')").error().cause().className());
  }

  @Test
  public void numbersComeFromTheRangesOfTheTenant() throws Exception {
    answers.put("getNextValue", "0042");

    assertEquals("0042", bench.result(service("com.sap.it.api.nrc.NumberRangeConfigurationService") + "message.setProperty('result', s.getNextValuefromNumberRange('n', null))"));
    assertEquals(List.of("NumberRangeConfigurationService.getNextValue[n]"), calls);
  }

  @Test
  public void aServiceThatNobodyKnowsIsAnInvalidContext() throws Exception {
    Answer answer = bench.runScript("interface Own extends com.sap.it.api.ITApi {}\ndef processData(message) { com.sap.it.api.ITApiFactory.getApi(Own.class, null) }");

    assertEquals("com.sap.it.api.exception.InvalidContextException", answer.error().cause().className());
  }

  @Test
  public void simpleExpressionsSeeWhatTheScriptSees() throws Exception {
    bench.body("text");
    bench.call.headers.put("h", "1");

    Object result = bench.result("def e = message.exchange; message.setProperty('a.b', 2)\ndef simple = org.apache.camel.builder.SimpleBuilder.&simple\n"
        + "message.setProperty('result', [simple('${header.H}').evaluate(e, String), simple('${property.a.b}').evaluate(e, Integer) + 1,"
        + " simple('x ${in.body} ${header.none}.').evaluate(e, String), simple('${exchangeId}').evaluate(e, String),"
        + " e.context.resolveLanguage('simple').createExpression('${exchangeProperty.none}').evaluate(e, String)].toString())".replace("$", "\\$"));

    assertEquals("[1, 3, x text ., EXCHANGE-1, null]", result);
    assertEquals(List.of(), calls);
  }

  @Test
  public void otherSimpleExpressionsAreForTheTenant() throws Exception {
    answers.put("evaluate/${date:now:yyyy}", "2026");
    answers.put("matches/${header.a} == 'b'", true);
    bench.body("text");

    Object result = bench.result("def e = message.exchange; message.setProperty('map', [a: 1]); message.setHeader('n', 2)\n"
        + "message.setProperty('result', org.apache.camel.builder.SimpleBuilder.simple('${date:now:yyyy}').evaluate(e, Integer) + ' ' +"
        + " org.apache.camel.builder.SimpleBuilder.simple(\"${header.a} == 'b'\").matches(e))".replace("$", "\\$"));

    assertEquals("2026 true", result);
    assertEquals(2L, ((Number) ((Map<?, ?>) arguments.get(0).get(1)).get("n")).longValue());
    assertEquals(List.of("{a=1}"), ((Map<?, ?>) arguments.get(0).get(2)).get("map"));
    assertNull(arguments.get(0).get(3));
  }

  @Test
  public void eventsOfTheB2bMonitorReachTheTenant() throws Exception {
    Answer answer = bench.run("def event = new com.sap.it.op.b2b.monitor.api.B2BMonitoringApi().createBusinessDocumentCreateEvent()\n"
        + "def document = event.createBusinessDocument(); document.setSenderDocumentStandard('X12'); event.setTransientError(null); event.submit()");

    assertEquals(answer.description(), 0, answer.reason());
    assertEquals("BusinessDocumentCreateEvent", arguments.get(0).get(0));
    assertEquals("X12", ((Map<?, ?>) ((Map<?, ?>) arguments.get(0).get(1)).get("BusinessDocument")).get("SenderDocumentStandard"));
  }

  @Test
  public void theEnvironmentIsATableOfTheTenant() throws Exception {
    assertEquals("iflowsim iflowsim null", bench.result("message.setProperty('result', System.getenv('TENANT_NAME') + ' '"
        + " + com.sap.it.scripts.system.Properties.get('TENANT_NAME') + ' ' + System.getenv('PATH'))"));
    assertNull(com.sap.it.scripts.system.Properties.get("PATH"));
    assertEquals("z", com.sap.it.scripts.system.Properties.getProperty("PATH", "z"));
  }

  @Test
  public void whatIsOnlyImportedSaysSoWhenUsed() throws Exception {
    assertTrue(bench.run("com.sap.conn.jco.JCoDestinationManager.getDestination('D')").description().contains("Calls by JCo are not simulated"));
  }
}
