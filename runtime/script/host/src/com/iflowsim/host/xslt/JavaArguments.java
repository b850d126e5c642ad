package com.iflowsim.host.xslt;

import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import net.sf.saxon.om.AtomicSequence;
import net.sf.saxon.om.Item;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.om.SequenceIterator;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.AtomicValue;
import net.sf.saxon.value.BooleanValue;
import net.sf.saxon.value.DateTimeValue;
import net.sf.saxon.value.ExternalObject;
import net.sf.saxon.value.NumericValue;

/** Values of XPath as parameters of Java's methods. */
final class JavaArguments {
  private JavaArguments() {}

  /** How well the value fits: 0 best, negative not at all. */
  static int cost(Sequence<?> value, Class<?> type) throws XPathException {
    Object natural = natural(value);
    Class<?> boxed = boxed(type);
    if (natural == null) return type.isPrimitive() ? -1 : 1;
    if (boxed == natural.getClass()) return 0;
    if (boxed == Object.class) return 20;
    if (natural instanceof Number && Number.class.isAssignableFrom(boxed)) return boxed == Double.class || boxed == Long.class ? 1 : 2;
    if (boxed.isInstance(natural)) return 1;
    if (boxed == String.class) return 10;
    if (natural instanceof String && (Number.class.isAssignableFrom(boxed) || boxed == Boolean.class)) return 12;
    return Collection.class.isAssignableFrom(boxed) && boxed.isAssignableFrom(ArrayList.class) ? 15 : -1;
  }

  static Object convert(Sequence<?> value, Class<?> type) throws XPathException {
    Object natural = natural(value);
    Class<?> boxed = boxed(type);
    if (natural == null || boxed.isInstance(natural)) return natural;
    if (boxed == String.class) return natural.toString();
    if (boxed == Boolean.class) return Boolean.valueOf(natural.toString());
    if (boxed.isAssignableFrom(ArrayList.class)) return new ArrayList<>(List.of(natural));
    return number(natural, boxed);
  }

  private static Object number(Object natural, Class<?> boxed) throws XPathException {
    try {
      BigDecimal number = new BigDecimal(natural.toString());
      if (boxed == Integer.class) return number.intValue();
      if (boxed == Long.class) return number.longValue();
      if (boxed == Double.class) return number.doubleValue();
      if (boxed == Float.class) return number.floatValue();
      if (boxed == Short.class) return number.shortValue();
      if (boxed == Byte.class) return number.byteValue();
      if (boxed == BigInteger.class) return number.toBigInteger();
      return number;
    } catch (NumberFormatException e) {
      throw new XPathException("'" + natural + "' is no number.");
    }
  }

  /** One item as the object of Java it is, several as a list, none as null. */
  private static Object natural(Sequence<?> value) throws XPathException {
    List<Object> objects = new ArrayList<>();
    SequenceIterator<?> items = value.iterate();
    for (Item<?> item = items.next(); item != null; item = items.next()) objects.add(natural(item));
    return objects.isEmpty() ? null : objects.size() == 1 ? objects.get(0) : objects;
  }

  private static Object natural(Item<?> item) throws XPathException {
    if (item instanceof ExternalObject<?> external) return external.getObject();
    AtomicSequence atoms = item.atomize();
    AtomicValue atom = atoms.getLength() == 0 ? null : atoms.head();
    if (atom instanceof BooleanValue flag) return flag.getBooleanValue();
    if (atom instanceof DateTimeValue time) return Date.from(time.toJavaInstant());
    if (atom instanceof NumericValue number) return number(number);
    return item.getStringValue();
  }

  private static Number number(NumericValue number) throws XPathException {
    if (!number.isWholeNumber()) return number.getDoubleValue();
    BigDecimal whole = number.getDecimalValue();
    return whole.toBigInteger().bitLength() < Long.SIZE ? (Number) whole.longValue() : whole.toBigInteger();
  }

  private static Class<?> boxed(Class<?> type) {
    return type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
  }
}
