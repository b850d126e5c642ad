package org.apache.camel.component.xslt;

/** Only imported: the simulator has nothing behind it. */
public class XsltEndpoint {}
