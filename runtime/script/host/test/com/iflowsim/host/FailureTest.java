package com.iflowsim.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.rehearsal.Answer;
import com.iflowsim.host.rehearsal.WireError;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;

/** What becomes of scripts that fail or misbehave: the host survives and says which script did it. */
public class FailureTest {
  /** Scripts of this test wait for it. */
  public static final Object HELD = new Object();

  @Rule public final ScriptBench bench = new ScriptBench();

  private void nextCallSucceeds() throws Exception {
    assertEquals("fine", bench.result("message.setProperty('result', 'fine')"));
  }

  @Test
  public void anExceptionIsReportedWithClassLineAndScript() throws Exception {
    Answer answer = bench.run("message.setProperty('before', 1)\nthrow new IllegalStateException('no order')");

    assertEquals(1, answer.reason());
    assertEquals("javax.script.ScriptException: java.lang.Exception: java.lang.IllegalStateException: no order@ line 4 in test.groovy",
        answer.description());
    assertEquals("java.lang.IllegalStateException", answer.error().cause().className());
    assertEquals(4, answer.line());
    assertEquals(ScriptBench.PATH, answer.script());
    assertEquals(Map.of("before", 1), answer.changed().properties());
  }

  @Test
  public void aMissingPropertyNamesTheClassAsTheProductDoes() throws Exception {
    Answer answer = bench.run("LOG.info('x')");

    assertEquals("javax.script.ScriptException: java.lang.Exception: groovy.lang.MissingPropertyException: "
        + "No such property: LOG for class: test__Script@ line 3 in test.groovy", answer.description());
  }

  @Test
  public void aScriptThatDoesNotCompileSaysWhere() throws Exception {
    Answer answer = bench.deploy("import a.b.Missing\ndef processData(message) { message }");

    assertEquals(2, answer.reason());
    assertEquals(1, answer.line());
    assertTrue(answer.description(), answer.description().contains("test__Script.groovy: 1: unable to resolve class a.b.Missing"));
  }

  @Test
  public void aMissingFunctionIsNamedWithThoseThatAreThere() throws Exception {
    bench.call.function = "other";

    Answer answer = bench.run("");

    assertEquals(6, answer.reason());
    assertTrue(answer.description(), answer.description().contains("has no function other(Message). It has processData."));
  }

  @Test
  public void theExceptionOfAScriptIsSeenAgainAsTheSameObject() throws Exception {
    Answer failed = bench.runScript("class Own extends Exception { def code = 7 }\ndef processData(message) { throw new Own() }");
    bench.call.properties.put("CamelExceptionCaught", failed.error());

    Object result = bench.result("message.setProperty('result', message.properties.CamelExceptionCaught.cause.code)");

    assertEquals(7, result);
  }

  @Test
  public void exceptionsOfTheTenantHaveTheClassThatScriptsCompare() throws Exception {
    WireError error = new WireError("org.apache.camel.component.ahc.AhcOperationFailedException", "", Map.of("statusCode", "404",
        "statusText", "Not Found", "responseBody", "gone", "url", "https://a.example"), 0, null);
    bench.call.properties.put("CamelExceptionCaught", error);

    Object result = bench.result("def e = message.getProperties().get('CamelExceptionCaught')\n"
        + "message.setProperty('result', e.getClass().getCanonicalName().endsWith('.AhcOperationFailedException') ? e.statusCode + e.responseBody + e.message : '')");

    assertEquals("404goneHTTP operation failed invoking https://a.example with statusCode: 404", result);
  }

  @Test
  public void systemExitIsRefused() throws Exception {
    Answer answer = bench.run("System.exit(1)");

    assertTrue(answer.description(), answer.description().contains("java.lang.SecurityException: Scripts may not end the Java process"));
    nextCallSucceeds();
  }

  @Test
  public void anEndlessLoopEndsAtTheTimeLimit() throws Exception {
    bench.call.limit = 200;

    Answer answer = bench.run("while (true) { }");

    assertEquals(3, answer.reason());
    assertTrue(answer.description(), answer.description().contains("took longer than 200 ms"));
    assertFalse(answer.connectionEnds());
    bench.call.limit = 60_000;
    nextCallSucceeds();
  }

  @Test
  public void aScriptThatSleepsEndsAtTheTimeLimit() throws Exception {
    bench.call.limit = 200;

    assertEquals(3, bench.run("Thread.sleep(600000)").reason());
    bench.call.limit = 60_000;
    nextCallSucceeds();
  }

  /** Waiting for a monitor is what no thread can be called back from. How long the script takes to get there is up to the machine. */
  @Test
  public void aScriptThatCannotBeEndedIsGivenUp() throws Exception {
    bench.deploy("def processData(message) { synchronized (com.iflowsim.host.FailureTest.HELD) { return message } }");
    synchronized (HELD) {
      Answer answer;
      bench.call.limit = 50;
      do {
        bench.call.limit *= 2;
        answer = bench.client.run(bench.call);
        assertEquals(3, answer.reason());
      } while (!answer.connectionEnds() && bench.call.limit < 60_000);

      assertTrue(answer.connectionEnds());
      bench.connect();
      assertEquals(1, bench.client.ping()[1]);
      nextCallSucceeds();
    }
  }

  @Test
  public void deepRecursionFailsTheCallOnly() throws Exception {
    Answer answer = bench.runScript("def deeper(n) { deeper(n + 1) + 1 }\ndef processData(message) { deeper(0) }");

    assertEquals(4, answer.reason());
    assertTrue(answer.description(), answer.description().contains("the script calls itself without end@ line 1 in test.groovy"));
    nextCallSucceeds();
  }

  @Test
  public void outOfMemoryFailsTheCallOnly() throws Exception {
    Answer answer = bench.run("def all = []; while (true) { all << new byte[10000000] }");

    assertEquals(5, answer.reason());
    nextCallSucceeds();
  }

  @Test
  public void theNetworkIsRefused() throws Exception {
    Answer answer = bench.run("new Socket('127.0.0.1', 80)");

    assertTrue(answer.description(), answer.description().contains("Scripts may not use the network (127.0.0.1"));
  }

  @Test
  public void filesOutsideOfTheScratchFolderAreRefused() throws Exception {
    assertTrue(bench.run("new File('/etc/passwd').text").description().contains("Scripts may not read /etc/passwd"));
    assertTrue(bench.run("new File('/var/tmp/x').text = 'a'").description().contains("Scripts may not write /var/tmp/x"));
    assertTrue(bench.run("['ls'].execute()").description().contains("Scripts may not start processes"));
    String bundles = ScriptBench.folder() + "/scratch/bundles";
    assertTrue(bench.run("new File('" + bundles + "/x').text = 'a'").description().contains("Scripts may not write"));
    assertEquals("a", bench.result("def f = new File('" + ScriptBench.folder() + "/scratch/files/x'); f.text = 'a'; message.setProperty('result', f.text)"));
  }

  @Test
  public void aThreadOfAScriptHasNoMoreRights() throws Exception {
    Object result = bench.result("def caught = null; def t = Thread.start { try { new File('/etc/passwd').text } catch (e) { caught = e } }; t.join()\n"
        + "message.setProperty('result', caught.class.name)");

    assertEquals("java.lang.SecurityException", result);
  }

  @Test
  public void whatAScriptPrintsIsALogLineWithMessageFlowAndScript() throws Exception {
    bench.run("println 'first'; System.err.println('second'); org.slf4j.LoggerFactory.getLogger('x').error('third {}', 3)");

    String start = "\tMESSAGE-1\tflow1\t" + ScriptBench.PATH + "\t";
    assertTrue(ScriptBench.log(), ScriptBench.log().contains("info" + start + "first\n"));
    assertTrue(ScriptBench.log().contains("info" + start + "second\n"));
    assertTrue(ScriptBench.log().contains("error" + start + "third 3\n"));
  }

  @Test
  public void tooMuchOutputIsDropped() throws Exception {
    assertEquals(0, bench.run("200000.times { println 'flood' }").reason());

    assertTrue(ScriptBench.log().contains("wrote more than 1000 lines in one call"));
    assertTrue(ScriptBench.log().split("flood").length <= 1001);
  }

  @Test
  public void threadsLeftBehindAreLogged() throws Exception {
    bench.run("Thread.start { try { Thread.sleep(3000) } catch (InterruptedException e) { } }");

    assertTrue(ScriptBench.log().contains("The script left 1 threads running."));
  }

  @Test
  public void theTimeZoneOfTheProcessIsPutBack() throws Exception {
    bench.run("TimeZone.setDefault(TimeZone.getTimeZone('CET'))");

    assertEquals("UTC", bench.result("message.setProperty('result', TimeZone.getDefault().getID())"));
  }
}
