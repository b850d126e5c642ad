package com.iflowsim.host.rehearsal;

/** A SOAP header on the wire. */
public record WireSoapHeader(String namespace, String name, String xml, String actor, boolean mustUnderstand) {}
