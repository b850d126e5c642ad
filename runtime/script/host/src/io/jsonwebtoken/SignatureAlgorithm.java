package io.jsonwebtoken;

/** Only imported: the simulator has nothing behind it. */
public enum SignatureAlgorithm {
  HS256,
  HS384,
  HS512,
  RS256,
  RS384,
  RS512
}
