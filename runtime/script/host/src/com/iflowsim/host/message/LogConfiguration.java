package com.iflowsim.host.message;

import java.util.List;

/** What scripts read of the configuration of the processing log: its level. Source: script-api section 5. */
public final class LogConfiguration {
  /** The property of the exchange that holds it. */
  public static final String PROPERTY = "SAP_MessageProcessingLogConfiguration";
  /** The properties that hold the level as text: the simulator has one level where the product has the greater of two. Source: 2.5. */
  public static final List<String> LEVEL_PROPERTIES =
      List.of("SAP_MPL_LogLevel_Overall", "SAP_MPL_LogLevel_Internal", "SAP_MPL_LogLevel_External");
  private static final List<String> LEVELS = List.of("NONE", "ERROR", "INFO", "DEBUG", "TRACE");

  private final String level;

  /** By the numbers of RUN. */
  public LogConfiguration(int level) {
    this.level = LEVELS.get(Math.min(level, LEVELS.size() - 1));
  }

  public String getLogLevel() {
    return level;
  }

  @Override
  public String toString() {
    return level;
  }
}
