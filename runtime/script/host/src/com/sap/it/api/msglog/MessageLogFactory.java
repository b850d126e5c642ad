package com.sap.it.api.msglog;

import com.sap.gateway.ip.core.customdev.util.Message;

/** Bound to scripts as {@code messageLogFactory}. */
public interface MessageLogFactory {
  /** Null when the message writes no log (level None); the same object for the whole run. */
  MessageLog getMessageLog(Message message);
}
