package com.iflowsim.host.server;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collector;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.codehaus.groovy.reflection.CachedMethod;
import org.codehaus.groovy.reflection.ReflectionCache;

/**
 * Keeps Groovy 2.4 from compiling its calls of static methods of interfaces, such as {@code Comparator.naturalOrder()}: what it makes
 * fails with a VerifyError on this Java. Called by reflection they work. Source: script-api section 15.
 */
final class InterfaceStatics {
  private static final List<Class<?>> INTERFACES = List.of(Comparator.class, List.class, Map.class, Map.Entry.class, Set.class, Function.class,
      UnaryOperator.class, Collector.class, Stream.class, IntStream.class, java.nio.file.Path.class, java.time.chrono.Chronology.class);

  /** Groovy holds them softly, and would forget. */
  private static final List<CachedMethod> METHODS = new ArrayList<>();

  private InterfaceStatics() {}

  /** Before the first script runs. */
  static void prepare() {
    try {
      Field skipCompiled = CachedMethod.class.getDeclaredField("skipCompiled");
      skipCompiled.setAccessible(true);
      for (Class<?> type : INTERFACES) {
        for (CachedMethod method : ReflectionCache.getCachedClass(type).getMethods()) {
          if (!Modifier.isStatic(method.getModifiers())) continue;
          skipCompiled.setBoolean(method, true);
          METHODS.add(method);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Groovy on the class path is not the version that the host knows.", e);
    }
  }
}
