package com.iflowsim.host.message;

/** A body that the caller holds and sends when somebody reads it. */
public interface LazyBody {
  /** Bytes. */
  long size();

  /** Reads it; the same object at each call. */
  Object get();

  /** The body is this one, read or not. */
  boolean isSame(Object body);
}
