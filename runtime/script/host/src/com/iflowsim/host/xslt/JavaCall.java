package com.iflowsim.host.xslt;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.ObjectValue;

/** A call of one of several methods of the same name and number of arguments: of that which takes them best. */
record JavaCall(String function, List<Executable> candidates) {
  Sequence<?> call(Sequence<?>[] arguments) throws XPathException {
    Executable best = null;
    int cost = Integer.MAX_VALUE;
    for (Executable candidate : candidates) {
      int costs = cost(types(candidate), arguments);
      if (costs < cost) {
        best = candidate;
        cost = costs;
      }
    }
    if (best == null) throw new XPathException("No method of Java that " + function + " stands for takes such arguments.");
    return invoke(best, arguments);
  }

  private Sequence<?> invoke(Executable target, Sequence<?>[] arguments) throws XPathException {
    Class<?>[] types = types(target);
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; ++i) values[i] = JavaArguments.convert(arguments[i], types[i]);
    try {
      if (target instanceof Constructor<?> constructor) return new ObjectValue<>(constructor.newInstance(values));
      Method method = (Method) target;
      if (Modifier.isStatic(method.getModifiers())) return Values.toSequence(method.invoke(null, values));
      if (values[0] == null) throw new XPathException("The first argument of " + function + " must be its object, and is empty.");
      Object[] rest = java.util.Arrays.copyOfRange(values, 1, values.length);
      return Values.toSequence(method.invoke(values[0], rest));
    } catch (InvocationTargetException e) {
      throw new XPathException("The method that " + function + " stands for failed: " + e.getCause());
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new XPathException("The method that " + function + " stands for cannot be called: " + e);
    }
  }

  /** With the object of the method in front. */
  private static Class<?>[] types(Executable target) {
    Class<?>[] parameters = target.getParameterTypes();
    if (target instanceof Constructor<?> || Modifier.isStatic(target.getModifiers())) return parameters;
    Class<?>[] types = new Class<?>[parameters.length + 1];
    types[0] = target.getDeclaringClass();
    System.arraycopy(parameters, 0, types, 1, parameters.length);
    return types;
  }

  private static int cost(Class<?>[] types, Sequence<?>[] arguments) throws XPathException {
    int sum = 0;
    for (int i = 0; i < types.length; ++i) {
      int cost = JavaArguments.cost(arguments[i], types[i]);
      if (cost < 0) return Integer.MAX_VALUE;
      sum += cost;
    }
    return sum;
  }
}
