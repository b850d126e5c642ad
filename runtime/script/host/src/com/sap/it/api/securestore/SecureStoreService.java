package com.sap.it.api.securestore;

import com.sap.it.api.ITApi;
import com.sap.it.api.securestore.exception.SecureStoreException;

/** Deployed credentials. */
public interface SecureStoreService extends ITApi {
  /** Never null: an unknown alias is an exception. */
  UserCredential getUserCredential(String alias) throws SecureStoreException;

  AccessTokenAndUser getAccesTokenForOauth2AuthorizationCodeCredential(String name) throws SecureStoreException;
}
