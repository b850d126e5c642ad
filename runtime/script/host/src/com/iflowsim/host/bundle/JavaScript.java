package com.iflowsim.host.bundle;

import com.iflowsim.host.message.ScriptMessageLogFactory;
import com.sap.gateway.ip.core.customdev.util.Message;
import java.util.List;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.ImporterTopLevel;
import org.mozilla.javascript.JavaScriptException;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.WrappedException;
import org.mozilla.javascript.Wrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A compiled script in JavaScript. Each call has global variables of its own. Source: script-api section 11. Thread-safe. */
final class JavaScript implements Script {
  private static final ScriptMessageLogFactory LOGS = new ScriptMessageLogFactory();

  private final long number;
  private final String path;
  private final org.mozilla.javascript.Script code;
  private final List<String> functions;
  private final ContextFactory factory;
  private final ClassLoader loader;
  private final Logger log;

  JavaScript(long number, String path, org.mozilla.javascript.Script code, List<String> functions, ContextFactory factory, ClassLoader loader) {
    this.number = number;
    this.path = path;
    this.code = code;
    this.functions = functions;
    this.factory = factory;
    this.loader = loader;
    this.log = LoggerFactory.getLogger(GroovyScript.fileName(path));
  }

  /** To be ended by {@code Context.exit()}. */
  static Context enter(ContextFactory factory, ClassLoader loader) {
    Context context = factory.enterContext();
    context.setLanguageVersion(Context.VERSION_ES6);
    context.setOptimizationLevel(1);
    context.setApplicationClassLoader(loader);
    return context;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String sourceName() {
    return GroovyScript.fileName(path);
  }

  @Override
  public List<String> functions() {
    return functions;
  }

  @Override
  public Object call(String function, Message message) throws Throwable {
    Context context = enter(factory, loader);
    try {
      ImporterTopLevel scope = new ImporterTopLevel(context);
      ScriptableObject.putProperty(scope, "messageLogFactory", Context.javaToJS(LOGS, scope));
      ScriptableObject.putProperty(scope, "log", Context.javaToJS(log, scope));
      code.exec(context, scope);
      Object result = entry(scope, function.isEmpty() ? DEFAULT_FUNCTION : function)
          .call(context, scope, scope, new Object[] {Context.javaToJS(message, scope)});
      return result instanceof Wrapper wrapper ? wrapper.unwrap() : result;
    } catch (WrappedException e) {
      throw withPlace(e.getWrappedException(), e);
    } catch (JavaScriptException e) {
      throw e.getValue() instanceof Wrapper wrapper && wrapper.unwrap() instanceof Throwable thrown ? withPlace(thrown, e) : e;
    } finally {
      JavaScriptValues.convert(message);
      Context.exit();
    }
  }

  private Function entry(Scriptable scope, String function) throws UnknownPlace {
    if (ScriptableObject.getProperty(scope, function) instanceof Function found) return found;
    throw new UnknownPlace(Script.noFunction(path, function, functions));
  }

  /** What Java threw, with the line of the script that called it. */
  private Throwable withPlace(Throwable thrown, org.mozilla.javascript.RhinoException place) {
    boolean isKnown = false;
    for (StackTraceElement element : thrown.getStackTrace()) isKnown |= sourceName().equals(element.getFileName());
    if (isKnown || place.lineNumber() <= 0) return thrown;
    StackTraceElement[] before = thrown.getStackTrace();
    StackTraceElement[] trace = new StackTraceElement[before.length + 1];
    trace[0] = new StackTraceElement("javascript", "script", place.sourceName(), place.lineNumber());
    System.arraycopy(before, 0, trace, 1, before.length);
    thrown.setStackTrace(trace);
    return thrown;
  }
}
