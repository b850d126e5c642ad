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
import org.codehaus.groovy.reflection.ClassInfo;

/**
 * Keeps Groovy 2.4 from compiling its calls of static methods of interfaces, such as {@code Comparator.naturalOrder()}: what it makes
 * fails with a VerifyError on this Java. Called by reflection they work. Source: script-api section 15.
 */
final class InterfaceStatics {
  private static final List<Class<?>> INTERFACES = List.of(Comparator.class, List.class, Map.class, Map.Entry.class, Set.class, Function.class,
      UnaryOperator.class, Collector.class, Stream.class, IntStream.class, java.nio.file.Path.class, java.time.chrono.Chronology.class);

  /** Groovy holds them softly, and would make new ones when memory is short. */
  private static final List<Object> KEPT = new ArrayList<>();

  private InterfaceStatics() {}

  /** Before the first script runs. */
  static void prepare() {
    try {
      Field skipCompiled = CachedMethod.class.getDeclaredField("skipCompiled");
      skipCompiled.setAccessible(true);
      for (Class<?> type : INTERFACES) {
        ClassInfo info = ClassInfo.getClassInfo(type);
        CachedMethod[] methods = info.getCachedClass().getMethods();
        for (CachedMethod method : methods) {
          if (Modifier.isStatic(method.getModifiers())) skipCompiled.setBoolean(method, true);
        }
        KEPT.addAll(List.of(info, info.getCachedClass(), methods));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Groovy on the class path is not the version that the host knows.", e);
    }
  }
}
