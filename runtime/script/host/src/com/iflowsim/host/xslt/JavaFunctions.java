package com.iflowsim.host.xslt;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import net.sf.saxon.expr.Expression;
import net.sf.saxon.expr.StaticContext;
import net.sf.saxon.functions.FunctionLibrary;
import net.sf.saxon.functions.IntegratedFunctionLibrary;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.trans.SymbolicName;

/**
 * Functions of namespaces such as {@code java:java.util.Date}: {@code new} makes an object, a static method is called by its name, any
 * other method with its object as the first argument; {@code get-time} stands for {@code getTime}. Thread-safe.
 */
final class JavaFunctions implements FunctionLibrary {
  private static final String SCHEME = "java:";

  private final ClassLoader loader;

  JavaFunctions(ClassLoader loader) {
    this.loader = loader;
  }

  @Override
  public boolean isAvailable(SymbolicName.F name) {
    return !candidates(name.getComponentName(), name.getArity(), new ArrayList<>()).isEmpty();
  }

  @Override
  public Expression bind(SymbolicName.F name, Expression[] arguments, StaticContext context, List<String> reasons) {
    List<Executable> candidates = candidates(name.getComponentName(), arguments.length, reasons);
    if (candidates.isEmpty()) return null;
    JavaCall call = new JavaCall(name.getComponentName().getDisplayName(), candidates);
    return IntegratedFunctionLibrary.makeFunctionCall(
        new HostFunction(name.getComponentName(), arguments.length, (dynamic, given) -> call.call(given)), arguments);
  }

  @Override
  public FunctionLibrary copy() {
    return this;
  }

  private List<Executable> candidates(StructuredQName name, int arity, List<String> reasons) {
    if (!name.getURI().startsWith(SCHEME)) return List.of();
    String className = name.getURI().substring(SCHEME.length()).replaceFirst("\\?.*", "");
    List<Executable> found = new ArrayList<>();
    try {
      Class<?> type = Class.forName(className, true, loader);
      if (name.getLocalPart().equals("new")) addConstructors(type, arity, found);
      else addMethods(type, methodName(name.getLocalPart()), arity, found);
      if (found.isEmpty()) reasons.add("The class " + className + " has no public " + name.getLocalPart() + " that takes " + arity + " arguments.");
    } catch (ClassNotFoundException | LinkageError e) {
      reasons.add("There is no class " + className + ".");
    }
    return found;
  }

  private static void addConstructors(Class<?> type, int arity, List<Executable> found) {
    for (Constructor<?> constructor : type.getConstructors()) {
      if (constructor.getParameterCount() == arity) found.add(constructor);
    }
  }

  private static void addMethods(Class<?> type, String name, int arity, List<Executable> found) {
    for (Method method : type.getMethods()) {
      int wanted = method.getParameterCount() + (Modifier.isStatic(method.getModifiers()) ? 0 : 1);
      if (method.getName().equals(name) && wanted == arity && !method.isBridge()) found.add(method);
    }
  }

  private static String methodName(String local) {
    StringBuilder name = new StringBuilder();
    for (String part : local.split("-")) {
      name.append(name.isEmpty() || part.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
    }
    return name.toString();
  }
}
