package com.iflowsim.host.bundle;

import com.iflowsim.host.call.CallContext;
import com.iflowsim.host.call.CallGroup;
import com.iflowsim.host.log.HostLog;
import com.iflowsim.host.log.Origin;
import com.iflowsim.host.message.ScriptMessageLogFactory;
import com.sap.gateway.ip.core.customdev.util.Message;
import groovy.lang.Binding;
import groovy.lang.GroovyObject;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/**
 * A compiled Groovy script. Each call has a new script object; variables of the binding are shared by all calls until the script is
 * dropped, as on the tenant. Thread-safe.
 */
final class GroovyScript implements Script {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final long number;
  private final String path;
  private final Class<?> type;
  private final MethodHandle constructor;
  private final Binding binding;
  private final Map<String, MethodHandle> entries = new ConcurrentHashMap<>();
  private volatile boolean isBodyRun;

  GroovyScript(long number, String path, Class<?> type) throws ReflectiveOperationException {
    this.number = number;
    this.path = path;
    this.type = type;
    this.constructor =
        LOOKUP.unreflectConstructor(type.getConstructor()).asType(MethodType.methodType(Object.class));
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("messageLogFactory", new ScriptMessageLogFactory());
    variables.put("log", LoggerFactory.getLogger(fileName(path)));
    this.binding = new Binding(Collections.synchronizedMap(variables));
  }

  /**
   * The class that the product makes of a script's file, source: observed-samples 53. What cannot stand in a name becomes an underscore:
   * the classes that Groovy makes for calls are named after it, and Java refuses those that are no names.
   */
  static String className(String path) {
    String file = fileName(path);
    int dot = file.lastIndexOf('.');
    String name = (dot < 0 ? file : file.substring(0, dot)).replaceAll("[^\\p{javaJavaIdentifierPart}]", "_") + "__Script";
    return Character.isJavaIdentifierStart(name.charAt(0)) ? name : "_" + name;
  }

  static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
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
    return className(path) + ".groovy";
  }

  @Override
  public List<String> functions() {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> takesMessage(method) && !method.isSynthetic())
        .map(Method::getName)
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public Object call(String function, Message message) throws Throwable {
    MethodHandle entry = entry(function.isEmpty() ? DEFAULT_FUNCTION : function);
    Object instance = constructor.invokeExact();
    if (instance instanceof groovy.lang.Script script) {
      script.setBinding(binding);
      if (!isBodyRun) runBody(script);
    }
    return entry.invokeExact(instance, message);
  }

  /**
   * What stands outside of functions, once, before the first call: published scripts give values to names there and use them in
   * functions. Its failure is no failure of the call.
   */
  private synchronized void runBody(groovy.lang.Script script) {
    if (isBodyRun) return;
    try {
      script.run();
    } catch (Exception | LinkageError | AssertionError e) {
      CallContext call = CallGroup.currentCall();
      Origin origin = call == null ? Origin.NONE : call.output().origin();
      HostLog.write("warn", origin, "What stands outside of the functions of the script failed: " + e);
    } finally {
      isBodyRun = true;
    }
  }

  private MethodHandle entry(String function) throws UnknownPlace, IllegalAccessException {
    MethodHandle known = entries.get(function);
    if (known != null) return known;
    Method found = null;
    for (Method method : type.getMethods()) {
      if (!method.getName().equals(function) || !takesMessage(method)) continue;
      if (found == null || found.getParameterTypes()[0] == Object.class) found = method;
    }
    if (found == null) throw new UnknownPlace(Script.noFunction(path, function, functions()));
    MethodHandle handle = LOOKUP.unreflect(found);
    if (Modifier.isStatic(found.getModifiers())) handle = MethodHandles.dropArguments(handle, 0, Object.class);
    MethodHandle entry = handle.asType(MethodType.methodType(Object.class, Object.class, Message.class));
    entries.put(function, entry);
    return entry;
  }

  private static boolean takesMessage(Method method) {
    return method.getParameterCount() == 1
        && Modifier.isPublic(method.getModifiers())
        && method.getDeclaringClass() != Object.class
        && method.getDeclaringClass() != groovy.lang.Script.class
        && method.getDeclaringClass() != GroovyObject.class
        && (method.getParameterTypes()[0].isAssignableFrom(com.sap.it.script.v2.api.Message.class));
  }
}
