package org.slf4j.impl;

import com.iflowsim.host.log.ScriptLogger;
import org.slf4j.ILoggerFactory;
import org.slf4j.spi.LoggerFactoryBinder;

/** Where slf4j looks for its binding: loggers of scripts write log lines of the host. */
public final class StaticLoggerBinder implements LoggerFactoryBinder {
  public static final String REQUESTED_API_VERSION = "1.7.32";
  private static final StaticLoggerBinder SINGLETON = new StaticLoggerBinder();

  private StaticLoggerBinder() {}

  public static StaticLoggerBinder getSingleton() {
    return SINGLETON;
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return ScriptLogger::new;
  }

  @Override
  public String getLoggerFactoryClassStr() {
    return ScriptLogger.class.getName();
  }
}
