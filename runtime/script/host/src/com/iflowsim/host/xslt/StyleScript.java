package com.iflowsim.host.xslt;

import com.iflowsim.host.bundle.Script;
import java.util.List;

/** What is called as if it were a script, with the form of its result as the function. */
abstract class StyleScript implements Script {
  static final String TEXT = "String";
  static final String BYTES = "Bytes";

  private final long number;
  private final String path;

  StyleScript(long number, String path) {
    this.number = number;
    this.path = path;
  }

  @Override
  public final long number() {
    return number;
  }

  @Override
  public final String path() {
    return path;
  }

  @Override
  public final String sourceName() {
    return path;
  }

  @Override
  public List<String> functions() {
    return List.of(TEXT, BYTES);
  }
}
