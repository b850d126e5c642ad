package com.sap.it.script.v2.api;

/** The message as scripts of the second generation see it: the same methods. */
public interface Message extends com.sap.gateway.ip.core.customdev.util.Message {}
