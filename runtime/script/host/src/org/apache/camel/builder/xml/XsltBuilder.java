package org.apache.camel.builder.xml;

/** Only imported: the simulator has nothing behind it. */
public class XsltBuilder {}
