package io.jsonwebtoken;

/** Only imported: the simulator has nothing behind it. */
public class Jwts {}
