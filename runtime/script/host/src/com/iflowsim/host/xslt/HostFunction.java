package com.iflowsim.host.xslt;

import java.util.Arrays;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.lib.ExtensionFunctionCall;
import net.sf.saxon.lib.ExtensionFunctionDefinition;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.SequenceType;

/** A function that this host gives to stylesheets; takes and returns what it likes. */
final class HostFunction extends ExtensionFunctionDefinition {
  /** What it does. */
  interface Work {
    Sequence<?> call(XPathContext context, Sequence<?>[] arguments) throws XPathException;
  }

  private final StructuredQName name;
  private final int arguments;
  private final Work work;

  HostFunction(StructuredQName name, int arguments, Work work) {
    this.name = name;
    this.arguments = arguments;
    this.work = work;
  }

  @Override
  public StructuredQName getFunctionQName() {
    return name;
  }

  @Override
  public int getMinimumNumberOfArguments() {
    return arguments;
  }

  @Override
  public int getMaximumNumberOfArguments() {
    return arguments;
  }

  @Override
  public SequenceType[] getArgumentTypes() {
    SequenceType[] types = new SequenceType[Math.max(arguments, 1)];
    Arrays.fill(types, SequenceType.ANY_SEQUENCE);
    return types;
  }

  @Override
  public SequenceType getResultType(SequenceType[] given) {
    return SequenceType.ANY_SEQUENCE;
  }

  /** So that the same call in two places, or in a loop, is made each time. */
  @Override
  public boolean hasSideEffects() {
    return true;
  }

  @Override
  public ExtensionFunctionCall makeCallExpression() {
    return new ExtensionFunctionCall() {
      /** The arguments come as sequences that can be read once only. */
      @Override
      @SuppressWarnings({"unchecked", "rawtypes"})
      public Sequence<?> call(XPathContext context, Sequence[] given) throws XPathException {
        Sequence<?>[] values = new Sequence<?>[given.length];
        for (int i = 0; i < given.length; ++i) values[i] = given[i].iterate().materialize();
        return work.call(context, values);
      }
    };
  }
}
