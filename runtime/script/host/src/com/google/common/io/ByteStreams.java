package com.google.common.io;

/** Only imported: the simulator has nothing behind it. */
public class ByteStreams {}
