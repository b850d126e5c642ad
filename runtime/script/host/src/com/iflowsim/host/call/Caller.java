package com.iflowsim.host.call;

import com.iflowsim.host.wire.FrameChannel;
import java.util.Set;

/** The other end of one connection: its frames, and the services it answers. */
public record Caller(FrameChannel channel, Set<String> services) {}
