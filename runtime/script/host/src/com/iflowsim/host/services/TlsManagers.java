package com.iflowsim.host.services;

import com.sap.it.api.keystore.exception.KeystoreException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** What Java's TLS takes keys and trusted certificates by. */
final class TlsManagers {
  private static final char[] NO_PASSWORD = new char[0];

  private TlsManagers() {}

  static KeyManager[] of(String alias, Key key, Certificate[] chain) throws KeystoreException {
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry(alias, key, NO_PASSWORD, chain);
      KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new KeystoreException("The key " + alias + " cannot be used for TLS.", e);
    }
  }

  static TrustManager[] trusting(Certificate[] trusted) throws KeystoreException {
    try {
      KeyStore store = emptyStore();
      for (int i = 0; i < trusted.length; ++i) store.setCertificateEntry("trusted " + i, trusted[i]);
      TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new KeystoreException("The trusted certificates cannot be used for TLS.", e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }
}
