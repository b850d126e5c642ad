package com.iflowsim.host.xslt;

import com.iflowsim.host.message.Xml;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import net.sf.saxon.om.GroundedValue;
import net.sf.saxon.om.Item;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.value.BigDecimalValue;
import net.sf.saxon.value.BooleanValue;
import net.sf.saxon.value.DateTimeValue;
import net.sf.saxon.value.DoubleValue;
import net.sf.saxon.value.EmptySequence;
import net.sf.saxon.value.FloatValue;
import net.sf.saxon.value.Int64Value;
import net.sf.saxon.value.IntegerValue;
import net.sf.saxon.value.ObjectValue;
import net.sf.saxon.value.SequenceExtent;
import net.sf.saxon.value.StringValue;
import net.sf.saxon.value.UntypedAtomicValue;

/** Values of Java as XPath sees them. */
final class Values {
  private Values() {}

  /** A text is a string, a number a number of its kind, a collection a sequence; an object of another class stays what it is. */
  static GroundedValue<?> toSequence(Object value) {
    if (value == null) return EmptySequence.getInstance();
    if (value instanceof Collection<?> collection) return sequence(collection);
    return item(value);
  }

  /**
   * As {@link #toSequence}, for headers and properties that become parameters: text converts itself to the type that the parameter
   * declares. Source: the typed values of script-api section 12.
   */
  static GroundedValue<?> toParameter(Object value) {
    if (value instanceof Collection<?> collection) return sequence(collection);
    return value instanceof CharSequence text ? new UntypedAtomicValue(text.toString()) : toSequence(value);
  }

  private static GroundedValue<?> sequence(Collection<?> collection) {
    List<Item<?>> items = new ArrayList<>();
    for (Object element : collection) {
      if (element != null) items.add(item(element));
    }
    return SequenceExtent.makeSequenceExtent(cast(items));
  }

  private static Item<?> item(Object value) {
    if (value instanceof Item<?> known) return known;
    if (value instanceof CharSequence || value instanceof Character) return new StringValue(value.toString());
    if (value instanceof Boolean flag) return BooleanValue.get(flag);
    if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
      return Int64Value.makeIntegerValue(((Number) value).longValue());
    }
    if (value instanceof BigInteger big) return IntegerValue.makeIntegerValue(big);
    if (value instanceof BigDecimal big) return new BigDecimalValue(big);
    if (value instanceof Double number) return new DoubleValue(number);
    if (value instanceof Float number) return new FloatValue(number);
    if (value instanceof Date date) return DateTimeValue.fromZonedDateTime(date.toInstant().atZone(ZoneOffset.UTC));
    if (value instanceof org.w3c.dom.Node node) return new StringValue(Xml.serialize(node));
    return new ObjectValue<>(value);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <T extends Item<?>> List<T> cast(List<Item<?>> items) {
    return (List) items;
  }

  /** Whether there is nothing in it. */
  static boolean isEmpty(Sequence<?> value) {
    return value instanceof GroundedValue<?> grounded && grounded.getLength() == 0;
  }
}
