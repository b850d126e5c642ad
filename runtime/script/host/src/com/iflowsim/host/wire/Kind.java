package com.iflowsim.host.wire;

/** Kinds of frames, as docs/adr/0008-script-host.md numbers them. */
public final class Kind {
  public static final int HELLO = 0x01;
  public static final int BUNDLE = 0x02;
  public static final int FORGET = 0x03;
  public static final int COMPILE = 0x04;
  public static final int RUN = 0x05;
  public static final int RENDER = 0x06;
  public static final int RELEASE = 0x07;
  public static final int PING = 0x08;
  public static final int CHUNK = 0x09;
  public static final int CALL_OK = 0x0A;
  public static final int CALL_ERROR = 0x0B;
  public static final int HELLO_OK = 0x81;
  public static final int BUNDLE_OK = 0x82;
  public static final int COMPILED = 0x84;
  public static final int RESULT = 0x85;
  public static final int RENDERED = 0x86;
  public static final int PONG = 0x88;
  public static final int FETCH = 0x89;
  public static final int CALL = 0x8A;
  public static final int ERROR = 0x8F;
  public static final int PIECE = 0x90;

  private Kind() {}
}
