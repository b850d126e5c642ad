package com.iflowsim.host.rehearsal;

import java.util.Map;

/** An exception as the caller gets it. */
public record WireError(String className, String message, Map<String, String> details, long handle, WireError cause) {}
