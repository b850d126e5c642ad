package net.sf.saxon.jaxp;

/** Only imported: the simulator has nothing behind it. */
public class TemplatesImpl {}
