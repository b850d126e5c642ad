package com.iflowsim.host.wire;

/** A frame that was read. */
public record Frame(int kind, WireIn in) {}
