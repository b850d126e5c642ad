package com.iflowsim.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.rehearsal.Answer;
import org.junit.Rule;
import org.junit.Test;

/** What the host guesses to be the cause of a script's failure. */
public class HintTest {
  @Rule public final ScriptBench bench = new ScriptBench();

  private void assertHint(String expected, Answer answer) {
    assertTrue("hint: " + answer.hint() + "\nof: " + answer.description(), answer.hint().contains(expected));
    assertFalse(answer.description(), answer.description().contains(expected));
  }

  private Answer compile(String script) throws Exception {
    return bench.deploy(script);
  }

  @Test
  public void namesTheImportThatIsMissing() throws Exception {
    assertHint("add 'import com.sap.gateway.ip.core.customdev.util.Message'", compile("def Message processData(Message message) { message }"));
    assertHint("add 'import groovy.json.JsonSlurper'", compile("def processData(message) { new JsonSlurper().parseText('{}') }"));
    assertHint("add 'import groovy.json.JsonOutput'", bench.run("JsonOutput.toJson([1])"));
    assertHint("No import names the class Unheard", compile("def processData(message) { new Unheard() }"));
  }

  @Test
  public void saysThatAnUnusedImportMustResolve() throws Exception {
    assertHint("An import must lead to a class even when nothing uses it", compile("import a.b.Missing\ndef processData(message) { message }"));
    assertHint("came with Groovy 2.5", compile("import groovy.json.JsonGenerator\ndef processData(message) { message }"));
  }

  @Test
  public void tellsAStreamThatWasReadTwice() throws Exception {
    bench.body("{\"a\": 1}");
    assertHint("The stream was read before", bench.run("def body = message.getBody(java.io.Reader); new groovy.json.JsonSlurper().parse(body)\nnew groovy.json.JsonSlurper().parse(body)"));
    assertHint("The stream was read before", bench.run("def body = message.getBody(); def copy = new String(body.bytes); new groovy.json.JsonSlurper().parse(body)"));
    assertHint("The stream was read before", bench.run("def body = message.getBody(java.io.Reader); body.text; body.text"));
    bench.body("<a/>");
    assertHint("The stream was read before", bench.run("def body = message.getBody(InputStream); body.bytes; new XmlSlurper().parse(body)"));
    assertHint("The stream was read before", bench.run("def body = message.getBody(java.io.Reader); def first = body.readLines().join(); new XmlSlurper().parse(body)"));
  }

  @Test
  public void tellsABodyThatIsEmptyFromOneThatWasRead() throws Exception {
    assertHint("The text to parse is empty", bench.run("new groovy.json.JsonSlurper().parseText(message.getBody(String))"));
    assertHint("The text to parse is empty", bench.run("new XmlSlurper().parseText(message.getBody(String))"));
    assertHint("The text to parse is empty", bench.run("new XmlSlurper().parse(message.getBody(java.io.Reader))"));
  }

  @Test
  public void tellsABodyOfAnotherKind() throws Exception {
    bench.body("{}");
    assertHint("does not begin with XML", bench.run("new XmlSlurper().parseText(message.getBody(String))"));
    bench.body("<a/>");
    assertHint("The text is XML, not JSON", bench.run("new groovy.json.JsonSlurper().parseText(message.getBody(String))"));
    bench.body("<!DOCTYPE a><a/>");
    assertHint("new XmlSlurper(false, false, true)", bench.run("new XmlSlurper().parseText(message.getBody(String))"));
  }

  @Test
  public void tellsTheLogOfALevelThatWritesNone() throws Exception {
    bench.call.logLevel = 0;

    assertHint("The flow runs at log level None", bench.run("def messageLog = messageLogFactory.getMessageLog(message); messageLog.setStringProperty('a', 'b')"));
    bench.call.logLevel = 2;
    assertHint("set it with messageLogFactory.getMessageLog(message)", bench.run("def messageLog = null; messageLog.addCustomHeaderProperty('a', 'b')"));
  }

  @Test
  public void tellsWhatIsNull() throws Exception {
    assertHint("What stands before .trim() is null", bench.run("message.getHeaders().get('none').trim()"));
    assertHint("What stands before .length is null", bench.run("message.getProperty('none').length"));
    assertHint("A value that is used there is null", bench.run("message.getProperty('none') + 1"));
    assertHint("A value that is used there is null", bench.run("new XmlSlurper().parseText(message.getProperty('none'))"));
  }

  @Test
  public void tellsMethodsThatDoNotExist() throws Exception {
    assertHint("use message.getHeaders().get(name)", bench.run("message.getHeader('a')"));
    assertHint("one called setProperty", bench.run("message.setPropery('a', 'b')"));
    assertHint("use parseText for a text", bench.run("new groovy.json.JsonSlurper().parse('{}')"));
    assertHint("pass message.getBody(String)", bench.run("new groovy.json.JsonSlurper().parseText(message.getBody())"));
    assertHint("takes three texts", bench.run("messageLogFactory.getMessageLog(message).addAttachmentAsString('a', [1], 'b')"));
    assertHint("takes other arguments: (String, Object)", bench.run("message.setProperty('a')"));
    assertHint("use parseText for a text", bench.run("new XmlSlurper().parse('<a/>')"));
  }

  @Test
  public void tellsNamesThatAreNotDeclared() throws Exception {
    assertHint("Nothing of the name LOG is declared", bench.run("LOG.info('x')"));
    assertHint("write @groovy.transform.Field before it", bench.runScript("def outside = 1\ndef processData(message) { outside + 1 }"));
  }

  @Test
  public void tellsAFunctionThatReturnsSomethingElse() throws Exception {
    assertHint("end it with 'return message'", bench.runScript("import com.sap.gateway.ip.core.customdev.util.Message\ndef Message processData(Message message) { message.setBody('x'); 'x' }"));
  }

  @Test
  public void tellsAMissingCredential() throws Exception {
    assertHint("The tenant has no credentials under this alias", bench.run("throw new com.sap.it.api.securestore.exception.SecureStoreException('Could not fetch the credential for alias x')"));
  }

  @Test
  public void knowsJavaScriptAsWell() throws Exception {
    bench.path = "test.js";

    assertHint("add importClass(groovy.json.JsonOutput);", bench.runScript("function processData(m) {\nreturn JsonOutput.x;\n}"));
    assertHint("Nothing of the name other is declared", bench.runScript("function processData(m) {\nreturn other.x;\n}"));
    assertHint("What stands before .trim() is null", bench.runScript("function processData(m) {\nvar a = null;\na.trim();\n}"));
  }

  @Test
  public void saysNothingWhenItKnowsNothing() throws Exception {
    assertEquals("", bench.run("throw new IllegalStateException('order')").hint());
    assertEquals("", compile("def processData(message) { ").hint());
  }
}
