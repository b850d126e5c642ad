import java.io.ByteArrayInputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.ws.security.WSConstants;
import org.apache.ws.security.WSDataRef;
import org.apache.ws.security.WSEncryptionPart;
import org.apache.ws.security.WSPasswordCallback;
import org.apache.ws.security.WSSConfig;
import org.apache.ws.security.WSSecurityEngine;
import org.apache.ws.security.WSSecurityEngineResult;
import org.apache.ws.security.WSSecurityException;
import org.apache.ws.security.components.crypto.Merlin;
import org.apache.ws.security.message.WSSecEncrypt;
import org.apache.ws.security.message.WSSecHeader;
import org.apache.ws.security.message.WSSecSignature;
import org.apache.ws.security.message.WSSecTimestamp;
import org.w3c.dom.Document;

/**
 * Protects and opens SOAP messages with WSS4J, for peers_test.cpp.
 *
 * <p>Wss4jPeer.java FOLDER: opens each open/NAME.xml as the tenant and writes what it found to open/NAME.txt; protects
 * plain.xml as Alice in several ways and writes make/NAME.xml.
 */
public class Wss4jPeer {
  private static final String ANY = "any";

  private final Path folder;
  private final Merlin alice;
  private final Merlin tenant;

  private Wss4jPeer(Path folder) throws Exception {
    this.folder = folder;
    alice = keystore("alice", "tenant");
    tenant = keystore("tenant", "alice");
  }

  public static void main(String[] arguments) throws Exception {
    Wss4jPeer peer = new Wss4jPeer(Path.of(arguments[0]));
    peer.openAll();
    peer.makeAll();
  }

  private Certificate certificate(String name) throws Exception {
    byte[] pem = Files.readAllBytes(folder.resolve(name + ".pem"));
    return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }

  private PrivateKey key(String name) throws Exception {
    String pem = Files.readString(folder.resolve(name + ".key")).replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
  }

  private Merlin keystore(String own, String other) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(own, key(own), ANY.toCharArray(), new Certificate[] {certificate(own)});
    store.setCertificateEntry(other, certificate(other));
    Merlin crypto = new Merlin();
    crypto.setKeyStore(store);
    return crypto;
  }

  private static Document parse(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(file.toFile());
  }

  private void openAll() throws Exception {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("open"), "*.xml")) {
      for (Path file : files) {
        String name = file.getFileName().toString().replace(".xml", ".txt");
        // The Basic Security Profile knows no AES-192.
        boolean profile = !name.startsWith("Basic192");
        Files.writeString(file.resolveSibling(name), open(parse(file), profile));
      }
    }
  }

  private String open(Document message, boolean profile) throws Exception {
    WSSConfig config = WSSConfig.getNewInstance();
    config.setWsiBSPCompliant(profile);
    WSSecurityEngine engine = new WSSecurityEngine();
    engine.setWssConfig(config);
    CallbackHandler passwords = callbacks -> {
      for (Callback callback : callbacks) {
        ((WSPasswordCallback) callback).setPassword(ANY);
      }
    };
    try {
      List<WSSecurityEngineResult> results =
          engine.processSecurityHeader(message, null, passwords, tenant, tenant);
      return describe(results, message);
    } catch (WSSecurityException refused) {
      return "refused: " + refused.getMessage();
    }
  }

  @SuppressWarnings("unchecked")
  private static String describe(List<WSSecurityEngineResult> results, Document message) {
    List<String> found = new ArrayList<>();
    for (WSSecurityEngineResult result : results) {
      int action = (Integer) result.get(WSSecurityEngineResult.TAG_ACTION);
      if (action == WSConstants.SIGN) {
        X509Certificate signer = (X509Certificate) result.get(WSSecurityEngineResult.TAG_X509_CERTIFICATE);
        found.add("signer " + signer.getSubjectX500Principal().getName());
        for (WSDataRef part : (List<WSDataRef>) result.get(WSSecurityEngineResult.TAG_DATA_REF_URIS)) {
          found.add("signed " + part.getName().getLocalPart());
        }
      } else if (action == WSConstants.ENCR) {
        found.add("encrypted");
      } else if (action == WSConstants.TS) {
        found.add("time stamp");
      } else if (action == WSConstants.UT) {
        found.add("user");
      }
    }
    found.sort(null);
    found.add(message.getElementsByTagNameNS("urn:o", "item").item(0).getTextContent());
    return String.join("; ", found);
  }

  /** One way to protect a message. */
  private interface Way {
    void apply(Document message, WSSecHeader header) throws Exception;
  }

  private void makeAll() throws Exception {
    int[] references = {WSConstants.BST_DIRECT_REFERENCE, WSConstants.ISSUER_SERIAL, WSConstants.X509_KEY_IDENTIFIER,
        WSConstants.SKI_KEY_IDENTIFIER, WSConstants.THUMBPRINT_IDENTIFIER};
    for (int reference : references) {
      make("sign_reference_" + reference, (message, header) -> sign(message, header, reference, WSConstants.RSA_SHA1));
      make("encrypt_reference_" + reference, (message, header) -> {
        sign(message, header, WSConstants.BST_DIRECT_REFERENCE, WSConstants.RSA_SHA1);
        encrypt(message, header, new Encryption(reference, WSConstants.AES_128, WSConstants.KEYTRANSPORT_RSAOEP), false);
      });
    }
    for (String bits : new String[] {"256", "512"}) {
      String algorithm = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha" + bits;
      make("sign_sha" + bits, (message, header) -> sign(message, header, WSConstants.BST_DIRECT_REFERENCE, algorithm));
    }
    String[] ciphers = {WSConstants.AES_128, WSConstants.AES_192, WSConstants.AES_256, WSConstants.TRIPLE_DES};
    String[] transports = {WSConstants.KEYTRANSPORT_RSAOEP, WSConstants.KEYTRANSPORT_RSA15};
    for (String cipher : ciphers) {
      for (String transport : transports) {
        Encryption how = new Encryption(WSConstants.ISSUER_SERIAL, cipher, transport);
        String name = (cipher + "_" + transport).replaceAll("http://www.w3.org/2001/04/xmlenc#", "");
        make("encrypt_" + name, (message, header) -> {
          sign(message, header, WSConstants.BST_DIRECT_REFERENCE, WSConstants.RSA_SHA1);
          encrypt(message, header, how, false);
        });
      }
    }
    Encryption usual = new Encryption(WSConstants.ISSUER_SERIAL, WSConstants.AES_256, WSConstants.KEYTRANSPORT_RSAOEP);
    make("encrypt_then_sign", (message, header) -> {
      encrypt(message, header, usual, false);
      sign(message, header, WSConstants.BST_DIRECT_REFERENCE, WSConstants.RSA_SHA1);
    });
    make("encrypt_signature_too", (message, header) -> {
      sign(message, header, WSConstants.BST_DIRECT_REFERENCE, WSConstants.RSA_SHA1);
      encrypt(message, header, usual, true);
    });
  }

  private record Encryption(int reference, String cipher, String transport) {}

  private void make(String name, Way way) throws Exception {
    Document message = parse(folder.resolve("plain.xml"));
    WSSecHeader header = new WSSecHeader();
    header.insertSecurityHeader(message);
    new WSSecTimestamp().build(message, header);
    way.apply(message, header);
    Transformer writer = TransformerFactory.newInstance().newTransformer();
    writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    writer.transform(new DOMSource(message), new StreamResult(folder.resolve("make/" + name + ".xml").toFile()));
  }

  private void sign(Document message, WSSecHeader header, int reference, String algorithm) throws Exception {
    WSSecSignature signature = new WSSecSignature();
    signature.setUserInfo("alice", ANY);
    signature.setKeyIdentifierType(reference);
    signature.setSignatureAlgorithm(algorithm);
    signature.setParts(List.of(new WSEncryptionPart("Body", message.getDocumentElement().getNamespaceURI(), ""),
        new WSEncryptionPart("Timestamp", WSConstants.WSU_NS, "")));
    signature.build(message, alice, header);
  }

  private void encrypt(Document message, WSSecHeader header, Encryption how, boolean signatureToo) throws Exception {
    List<WSEncryptionPart> parts = new ArrayList<>();
    parts.add(new WSEncryptionPart("Body", message.getDocumentElement().getNamespaceURI(), "Content"));
    if (signatureToo) {
      parts.add(new WSEncryptionPart("Signature", WSConstants.SIG_NS, "Element"));
    }
    WSSecEncrypt encryption = new WSSecEncrypt();
    encryption.setUserInfo("tenant");
    encryption.setKeyIdentifierType(how.reference());
    encryption.setSymmetricEncAlgorithm(how.cipher());
    encryption.setKeyEnc(how.transport());
    encryption.setParts(parts);
    encryption.build(message, alice, header);
  }
}
