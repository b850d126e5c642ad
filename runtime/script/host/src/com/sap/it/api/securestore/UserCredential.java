package com.sap.it.api.securestore;

import java.util.Map;

/** A user with a password. */
public interface UserCredential {
  String getUsername();

  /** A fresh copy at each call. */
  char[] getPassword();

  Map<String, String> getCredentialProperties();
}
