package com.iflowsim.host.rehearsal;

/** A value that the caller keeps and sends back: an object in the host (text is null), or a number of a class of its own. */
public record Opaque(long handle, String className, String text) {}
