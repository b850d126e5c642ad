package com.iflowsim.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.rehearsal.Answer;
import com.iflowsim.host.rehearsal.Opaque;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.tools.GroovyClass;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Scripts in JavaScript. Source: script-api section 11. */
public class JavaScriptTest {
  @Rule public final ScriptBench bench = new ScriptBench();

  @Before
  public void prepare() {
    bench.path = "src/main/resources/script/test.js";
  }

  private Answer run(String statements) throws Exception {
    return bench.runScript("importClass(com.sap.gateway.ip.core.customdev.util.Message);\nimportClass(java.util.HashMap);\n"
        + "function processData(message) {\n" + statements + "\nreturn message;\n}");
  }

  private Object result(String expression) throws Exception {
    Answer answer = run("message.setProperty('result', " + expression + ");");
    assertEquals(answer.description(), 0, answer.reason());
    return answer.changed().properties().get("result");
  }

  @Test
  public void aScriptReadsTheBodyAndSetsBodyHeadersAndProperties() throws Exception {
    bench.body("{\"order\": {\"number\": \"4711\"}}");

    Answer answer = run("var body = String(message.getBody(new java.lang.String().getClass()));\nvar order = JSON.parse(body).order;\n"
        + "message.getProperties().put('number', order.number);\nmessage.setHeader('kind', 'order ' + order.number);\n"
        + "message.setBody(JSON.stringify({done: order.number}));");

    assertEquals(answer.description(), 0, answer.reason());
    assertEquals(Map.of("number", "4711"), answer.changed().properties());
    assertEquals(Map.of("kind", "order 4711"), answer.changed().headers());
    assertEquals("{\"done\":\"4711\"}", answer.changed().body().text());
    assertEquals(2, answer.changed().body().form());
  }

  @Test
  public void numbersAreDoublesAndTextsAreStrings() throws Exception {
    assertEquals(3.0, result("1 + 2"));
    assertEquals("a1", result("'a' + 1"));
    assertEquals("wrapped", result("new String('wrapped')"));
    assertEquals(true, result("1 < 2"));
    assertEquals(new Date(5), result("new Date(5)"));
  }

  @Test
  public void objectsAndArraysAreMapsAndListsForTheNextScript() throws Exception {
    Opaque object = (Opaque) result("{a: 'x' + 1, list: [1, 'two']}");

    assertEquals("org.mozilla.javascript.NativeObject", object.className());
    assertEquals(Map.of("a", "x1", "list", List.of(1.0, "two")), bench.client.render(bench.call.scope, object.handle(), 2));
    bench.path = ScriptBench.PATH;
    bench.call.properties.put("o", object);
    assertEquals("x1 two", bench.result("def o = message.properties.o; assert o instanceof Map\n"
        + "message.setProperty('result', o.a + ' ' + o.list[1])"));
  }

  @Test
  public void javaObjectsComeBackAsThemselves() throws Exception {
    assertEquals("java.util.HashMap", ((Opaque) result("new HashMap()")).className());
    assertEquals(5, ((byte[]) result("new java.lang.String('bytes').getBytes('UTF-8')")).length);
    assertEquals(Map.of("removed", List.of("p")), Map.of("removed", removedProperty()));
  }

  private List<String> removedProperty() throws Exception {
    bench.call.properties.put("p", "1");
    return run("message.getProperties().remove('p');").changed().removedProperties();
  }

  @Test
  public void bytesOfTheBodyAreThereByTheClassOfAnArray() throws Exception {
    bench.body("abc");

    assertEquals(3, ((byte[]) result("message.getBody(java.lang.reflect.Array.newInstance(java.lang.Byte.TYPE, 0).getClass())")).length);
  }

  @Test
  public void theLanguageIsThatOf2015() throws Exception {
    assertEquals("1,4 total 5", result("(() => { let squares = [1, 2].map(n => n * n); const sum = squares.reduce((a, b) => a + b);"
        + " return `${squares} total ${sum}`; })()"));
  }

  @Test
  public void packagesAreImportedByName() throws Exception {
    Answer answer = bench.runScript("importPackage(java.util);\nfunction processData(message) {\n"
        + "var list = new ArrayList(); list.add('a'); message.setProperty('n', list.size() + Packages.java.lang.Integer.valueOf(1)); return message; }");

    assertEquals(answer.description(), Map.of("n", 2.0), answer.changed().properties());
  }

  @Test
  public void theLogOfTheMessageIsBound() throws Exception {
    Answer answer = run("var log = messageLogFactory.getMessageLog(message);\nif (log != null) log.addAttachmentAsString('a', 'b' + 1, 'text/plain');");

    assertEquals(answer.description(), List.of(new Answer.Logged(2, "a", "text/plain", "b1")), answer.changed().log());
  }

  @Test
  public void anErrorOfTheScriptNamesFileAndLine() throws Exception {
    Answer answer = run("var a = 1;\nunknown.call();");

    assertEquals(1, answer.reason());
    assertEquals(5, answer.line());
    assertEquals("src/main/resources/script/test.js", answer.script());
    assertEquals("javax.script.ScriptException: java.lang.Exception: org.mozilla.javascript.EcmaError: ReferenceError: "
        + "\"unknown\" is not defined. (test.js#5)@ line 5 in test.js", answer.description());
  }

  @Test
  public void whatJavaThrowsIsTheCause() throws Exception {
    Answer thrown = run("throw new java.lang.IllegalStateException('no order');");
    Answer called = run("java.lang.Integer.parseInt('x');");

    assertEquals("javax.script.ScriptException: java.lang.Exception: java.lang.IllegalStateException: no order@ line 4 in test.js", thrown.description());
    assertEquals("java.lang.NumberFormatException", called.error().cause().className());
    assertEquals(4, called.line());
  }

  @Test
  public void aScriptThatDoesNotCompileSaysWhere() throws Exception {
    Answer answer = bench.deploy("function processData(message) {\n  var = 1;\n}");

    assertEquals(2, answer.reason());
    assertEquals(2, answer.line());
    assertTrue(answer.description(), answer.description().startsWith("javax.script.ScriptException: org.mozilla.javascript.EvaluatorException: "));
  }

  @Test
  public void aMissingFunctionIsNamedWithThoseThatAreThere() throws Exception {
    bench.call.function = "other";

    Answer answer = bench.runScript("function processData(m) { return m; }\nvar second = function (m) { return m; };\nvar third = 3;");

    assertEquals(6, answer.reason());
    assertTrue(answer.description(), answer.description().contains("has no function other(Message). It has processData, second."));
  }

  @Test
  public void anEndlessLoopEndsAtTheTimeLimit() throws Exception {
    bench.call.limit = 200;

    Answer answer = run("while (true) { try { message.getBody(); } catch (e) { } }");

    assertEquals(3, answer.reason());
    assertTrue(answer.description(), answer.description().contains("took longer than 200 ms"));
  }

  @Test
  public void deepRecursionFailsTheCallOnly() throws Exception {
    assertEquals(4, run("function deeper(n) { return deeper(n + 1) + 1; }\ndeeper(0);").reason());
    assertEquals(0, run("").reason());
  }

  @Test
  public void theJavaProcessIsProtected() throws Exception {
    assertTrue(run("java.lang.System.exit(1);").description().contains("java.lang.SecurityException: Scripts may not end the Java process"));
    assertTrue(run("new java.net.Socket('127.0.0.1', 80);").description().contains("Scripts may not use the network"));
  }

  @Test
  public void classesOfTheBundleAreFound() throws Exception {
    CompilationUnit unit = new CompilationUnit();
    unit.addSource("Tool.groovy", "package acme\nclass Tool { static String twice(String text) { text * 2 } }");
    unit.compile(Phases.CLASS_GENERATION);
    bench.files.put("src/main/resources/acme/Tool.class", ((GroovyClass) unit.getClasses().get(0)).getBytes());

    assertEquals("abab", result("Packages.acme.Tool.twice('ab')"));
  }

  @Test
  public void globalVariablesEndWithTheCall() throws Exception {
    bench.deploy("var count = 0;\nfunction processData(message) { count = count + 1; message.setProperty('n', count); return message; }");

    bench.client.run(bench.call);

    assertEquals(Map.of("n", 1.0), bench.client.run(bench.call).changed().properties());
  }
}
