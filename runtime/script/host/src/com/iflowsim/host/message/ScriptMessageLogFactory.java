package com.iflowsim.host.message;

import com.sap.gateway.ip.core.customdev.processor.MessageImpl;
import com.sap.gateway.ip.core.customdev.util.Message;
import com.sap.it.api.msglog.MessageLog;
import com.sap.it.api.msglog.factory.MessageLogFactory;

/** Hands out the log that belongs to the message of the call. */
public final class ScriptMessageLogFactory implements MessageLogFactory {
  @Override
  public MessageLog getMessageLog(Message message) {
    return message instanceof MessageImpl own ? own.log() : null;
  }
}
