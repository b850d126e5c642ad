package com.sap.it.api.msglog.factory;

/** Another name that scripts import. */
public interface MessageLogFactory extends com.sap.it.api.msglog.MessageLogFactory {}
