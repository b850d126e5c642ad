package com.iflowsim.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import com.iflowsim.host.mapping.ExchangeMappingContext;
import com.iflowsim.host.mapping.OutputQueue;
import com.iflowsim.host.message.MessageContext;
import com.sap.gateway.ip.core.customdev.processor.MessageImpl;
import com.sap.it.api.mapping.MappingContext;
import com.sap.it.api.mapping.Output;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import java.util.Arrays;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** What mapping functions work with. Source: script-api section 6. */
public class MappingTest {
  private final MessageImpl message = new MessageImpl(new MessageContext("EXCHANGE-1", "flow1", null));
  private final MappingContext context = new ExchangeMappingContext(message);
  @Rule public final ScriptBench bench = new ScriptBench();

  private static Script script(String text) {
    return new GroovyShell().parse("import com.sap.it.api.mapping.*\n" + text);
  }

  @Test
  public void anOutputKeepsWhatIsAddedInOrder() {
    OutputQueue output = new OutputQueue();

    output.addValue("a");
    output.addValue(5);
    output.addValue(null);
    output.addSuppress();
    output.addContextChange();
    output.addXSINIL();

    assertEquals(Arrays.asList("a", "5", null, OutputQueue.SUPPRESS, OutputQueue.CONTEXT_CHANGE, OutputQueue.NIL), output.values());
    output.clear();
    assertEquals(List.of(), output.values());
  }

  @Test
  public void anOutputTellsItsMarksFromValues() {
    Output output = new OutputQueue();

    assertTrue(output.isSuppress(OutputQueue.SUPPRESS) && output.isContextChange(OutputQueue.CONTEXT_CHANGE) && output.isXSINIL(OutputQueue.NIL));
    for (Object value : new Object[] {"", "a", null, 1}) {
      assertFalse(output.isSuppress(value) || output.isContextChange(value) || output.isXSINIL(value));
    }
    assertFalse(output.isSuppress(OutputQueue.CONTEXT_CHANGE));
  }

  @Test
  public void aFunctionOfQueuesReadsArraysAndFillsItsOutput() {
    OutputQueue output = new OutputQueue();
    Script script = script("def void doubled(String[] values, Output out, MappingContext context) {\n"
        + "values.each { if (out.isContextChange(it)) out.addContextChange() else if (out.isSuppress(it)) out.addSuppress() else out.addValue(\"$it$it\") } }");

    script.invokeMethod("doubled", new Object[] {new String[] {"a", OutputQueue.CONTEXT_CHANGE, OutputQueue.SUPPRESS, "b"}, output, context});

    assertEquals(List.of("aa", OutputQueue.CONTEXT_CHANGE, OutputQueue.SUPPRESS, "bb"), output.values());
  }

  @Test
  public void aFunctionReadsAndWritesTheMessage() {
    message.setProperty("p", 7);
    message.setHeader("H", 8);
    Script script = script("def String f(String value, MappingContext context) {\n"
        + "context.setProperty('q', value); context.setHeader('new', 'x'); String p = context.getProperty('p')\n"
        + "return p + context.getHeader('h') + context.getPropery('q') + context.getProperty('none') + context.getHeader('none') }");

    assertEquals("78vnullnull", script.invokeMethod("f", new Object[] {"v", context}));
    assertEquals("v", message.getProperty("q"));
    assertEquals("x", message.getHeaders().get("NEW"));
  }

  @Test
  public void aWarningOutsideOfACallIsNoError() {
    context.addWarning("careful");

    assertNull(message.getProperty("careful"));
  }

  @Test
  public void aWarningIsALineOfTheLog() throws Exception {
    assertEquals(0, bench.run("new com.iflowsim.host.mapping.ExchangeMappingContext(message).addWarning('no price')").reason());

    assertTrue(ScriptBench.log(), ScriptBench.log().contains("warn\tMESSAGE-1\tflow1\t" + ScriptBench.PATH + "\tno price\n"));
  }
}
