package com.iflowsim.host.services;

import com.sap.it.api.securestore.AccessTokenAndUser;
import com.sap.it.api.securestore.SecureStoreService;
import com.sap.it.api.securestore.UserCredential;
import com.sap.it.api.securestore.exception.CredentialNotFoundException;
import com.sap.it.api.securestore.exception.SecureStoreException;
import java.util.Map;
import java.util.TreeMap;

/** Credentials of the tenant. */
final class TenantSecureStore implements SecureStoreService {
  @Override
  public UserCredential getUserCredential(String alias) throws SecureStoreException {
    Map<?, ?> found = ask("getUserCredential", alias);
    if (found == null) throw new SecureStoreException("Could not fetch the credential for alias " + alias);
    return new Credential(found);
  }

  @Override
  public AccessTokenAndUser getAccesTokenForOauth2AuthorizationCodeCredential(String name) throws SecureStoreException {
    Map<?, ?> found = ask("getAccessToken", name);
    if (found == null) throw new CredentialNotFoundException("Could not fetch the credential for alias " + name);
    return new Token(text(found, "accessToken"), text(found, "user"));
  }

  private static Map<?, ?> ask(String method, String alias) throws SecureStoreException {
    if (alias == null || alias.isEmpty()) throw new SecureStoreException("Could not fetch the credential for alias " + alias);
    try {
      return (Map<?, ?>) Services.ask(SecureStoreService.class, method, alias);
    } catch (SecureStoreException e) {
      throw e;
    } catch (Exception e) {
      throw Services.unexpected(e);
    }
  }

  private static String text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null ? null : value.toString();
  }

  private record Token(String accessToken, String user) implements AccessTokenAndUser {
    @Override
    public String getAccessToken() {
      return accessToken;
    }

    @Override
    public String getUser() {
      return user;
    }
  }

  private record Credential(Map<?, ?> fields) implements UserCredential {
    @Override
    public String getUsername() {
      return text(fields, "username");
    }

    @Override
    public char[] getPassword() {
      String password = text(fields, "password");
      return password == null ? null : password.toCharArray();
    }

    @Override
    public Map<String, String> getCredentialProperties() {
      Map<String, String> properties = new TreeMap<>();
      if (fields.get("properties") instanceof Map<?, ?> known) known.forEach((name, value) -> properties.put("" + name, "" + value));
      return properties;
    }

    @Override
    public String toString() {
      return "UserCredential[" + getUsername() + "]";
    }
  }
}
