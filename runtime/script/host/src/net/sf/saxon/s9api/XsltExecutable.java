package net.sf.saxon.s9api;

/** Only imported: the simulator has nothing behind it. */
public class XsltExecutable {}
