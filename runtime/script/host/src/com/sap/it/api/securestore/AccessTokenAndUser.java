package com.sap.it.api.securestore;

/** A token and whose it is. */
public interface AccessTokenAndUser {
  String getAccessToken();

  String getUser();
}
