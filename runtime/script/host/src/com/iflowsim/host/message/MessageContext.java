package com.iflowsim.host.message;

import com.sap.it.api.msglog.MessageLog;

/** What a message knows of the call it is in. The log is null at level None. */
public record MessageContext(String exchangeId, String flowId, MessageLog log) {}
