package com.iflowsim.host.services;

import com.sap.it.api.keystore.KeystoreService;
import com.sap.it.api.keystore.exception.KeystoreException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/** Keys and certificates of the tenant's keystore; PEM on the wire. */
final class TenantKeystore implements KeystoreService {
  @Override
  public Certificate getCertificate(String alias) throws KeystoreException {
    Certificate[] chain = getCertificateChain(alias);
    return chain == null ? null : chain[0];
  }

  @Override
  public Certificate[] getCertificateChain(String alias) throws KeystoreException {
    return certificates(ask("getCertificates", alias), "The certificate " + alias);
  }

  @Override
  public Key getKey(String alias) throws KeystoreException {
    String pem = ask("getKey", alias);
    if (pem == null) return null;
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""));
    for (String algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (GeneralSecurityException another) {
        continue;
      }
    }
    throw new KeystoreException("The key " + alias + " is of a kind that Java cannot read.");
  }

  @Override
  public KeyPair getKeyPair(String alias) throws KeystoreException {
    Key key = getKey(alias);
    Certificate certificate = getCertificate(alias);
    if (key == null || certificate == null) return null;
    return new KeyPair(certificate.getPublicKey(), (PrivateKey) key);
  }

  @Override
  public KeyManager getKeyManager() throws KeystoreException {
    throw new KeystoreException("This tenant makes key managers for one alias: call getKeyManager(alias).");
  }

  @Override
  public KeyManager getKeyManager(String alias) throws KeystoreException {
    KeyManager[] managers = getKeyManagers(alias);
    return managers == null ? null : managers[0];
  }

  @Override
  public KeyManager[] getKeyManagers() throws KeystoreException {
    return new KeyManager[] {getKeyManager()};
  }

  /** Null for an alias that has no key. */
  @Override
  public KeyManager[] getKeyManagers(String alias) throws KeystoreException {
    Key key = getKey(alias);
    Certificate[] chain = getCertificateChain(alias);
    return key == null || chain == null ? null : TlsManagers.of(alias, key, chain);
  }

  @Override
  public TrustManager getTrustManager() throws KeystoreException {
    return getTrustManagers()[0];
  }

  @Override
  public TrustManager[] getTrustManagers() throws KeystoreException {
    Certificate[] trusted = certificates(ask("getTrusted"), "The trusted certificates");
    return TlsManagers.trusting(trusted == null ? new Certificate[0] : trusted);
  }

  /** Null for null. */
  private static Certificate[] certificates(String pem, String what) throws KeystoreException {
    if (pem == null) return null;
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return factory.generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))).toArray(Certificate[]::new);
    } catch (GeneralSecurityException e) {
      throw new KeystoreException(what + " cannot be read.", e);
    }
  }

  private static String ask(String method, Object... arguments) throws KeystoreException {
    try {
      return (String) Services.ask(KeystoreService.class, method, arguments);
    } catch (KeystoreException e) {
      throw e;
    } catch (Exception e) {
      throw Services.unexpected(e);
    }
  }
}
