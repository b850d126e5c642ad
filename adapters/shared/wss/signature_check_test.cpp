#include "adapters/shared/wss/signature_check.h"

#include <gtest/gtest.h>

#include "adapters/shared/wss/wss_testkit.h"

namespace iflowsim {
namespace {

using namespace wss;

constexpr const char* kBroken =
    "Client: WS-Security: the signature does not hold: the message was changed after it was signed, or signed with "
    "another key. Sign the message as it is sent.";

std::string signedOrder(const Partners& partners, const std::string& alias = "alice") {
  return protectMessage(orderEnvelope(), signedBy(alias), partners.alice, partners.clock);
}

/// A change to the text of Alice's signed message, and what the tenant says then.
struct Change {
  std::string name;
  std::string from;
  std::string to;
  std::string reason;
};

class ChangedMessage : public ::testing::TestWithParam<Change> {};

TEST_P(ChangedMessage, IsRefused) {
  const Partners partners;
  const Change& change = GetParam();

  const std::string message = replaced(signedOrder(partners), change.from, change.to);

  EXPECT_EQ(opened(message, partners), change.reason);
}

std::vector<Change> changesOfContent() {
  return {{"Text", "Tea &amp;", "Tee &amp;", kBroken},
          {"AttributeOfThePayload", "number=\"7\"", "number=\"8\"", kBroken},
          {"BlanksInThePayload", "\n  <o:item/>", "<o:item/>", kBroken},
          {"ElementAddedToTheBody", "</soap:Body>", "<o:order xmlns:o=\"urn:o\"/></soap:Body>", kBroken},
          {"AttributeAddedToTheBody", "<soap:Body", "<soap:Body a=\"b\"", kBroken},
          {"NamespaceOfThePayload", "xmlns:o=\"urn:o\"", "xmlns:o=\"urn:p\"", kBroken},
          {"TimeStamp", "T00:05:00Z", "T00:04:00Z", kBroken},
          {"Digest", "<ds:DigestValue>", "<ds:DigestValue>A", kBroken},
          {"SignatureValue", "<ds:SignatureValue>", "<ds:SignatureValue>AAAA", kBroken},
          {"SignatureMethod", "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
           "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", kBroken}};
}

INSTANTIATE_TEST_SUITE_P(Content, ChangedMessage, ::testing::ValuesIn(changesOfContent()),
                         [](const auto& change) { return change.param.name; });

constexpr const char* kC14n = "Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"";
constexpr const char* kTransform = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>";

std::string transform(const std::string& algorithm) {
  return "<ds:Transform Algorithm=\"" + algorithm + "\"/>";
}

std::string wsSecurity(const std::string& reason) {
  return "Client: WS-Security: " + reason;
}

std::string notAllowed(const std::string& what, const std::string& remedy) {
  return wsSecurity("the " + what + " is not allowed. " + remedy);
}

// What XML Signature knows beyond the need of WS-Security was used in attacks on it.
std::vector<Change> changesOfForm() {
  const std::string exclusive = "Use 'http://www.w3.org/2001/10/xml-exc-c14n#' alone.";
  const std::string xpath = "http://www.w3.org/TR/1999/REC-xpath-19991116";
  const std::string xslt = "http://www.w3.org/TR/1999/REC-xslt-19991116";
  const std::string enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
  const std::string inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
  const std::string comments = "http://www.w3.org/2001/10/xml-exc-c14n#WithComments";
  const std::string methods = "Use RSA with SHA-1, SHA-256 or SHA-512.";
  const std::string rsa_sha1 = "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#rsa-sha1\"/>";
  const std::string hmac = "http://www.w3.org/2000/09/xmldsig#hmac-sha1";
  const std::string twice = wsSecurity("the element 'Transforms' has more than one 'Transform'. Send one only.");
  return {
      {"XPath", kTransform, transform(xpath), notAllowed("transform '" + xpath + "'", exclusive)},
      {"Xslt", kTransform, transform(xslt), notAllowed("transform '" + xslt + "'", exclusive)},
      {"EnvelopedSignature", kTransform, transform(enveloped), notAllowed("transform '" + enveloped + "'", exclusive)},
      {"WithComments", kTransform, transform(comments), notAllowed("transform '" + comments + "'", exclusive)},
      {"SecondTransform", kTransform, transform(xpath) + kTransform, twice},
      {"NoTransform", kTransform, "", wsSecurity("the element 'Transforms' has no 'Transform'. Add it.")},
      {"ParameterOfTransform", kTransform,
       "<ds:Transform " + std::string(kC14n) + "><ds:XPath>1</ds:XPath></ds:Transform>",
       notAllowed("transform 'XPath'", exclusive)},
      {"Canonicalization", std::string("<ds:CanonicalizationMethod ") + kC14n,
       "<ds:CanonicalizationMethod Algorithm=\"" + inclusive + '"',
       notAllowed("canonicalization method '" + inclusive + "'", exclusive)},
      {"Hmac", rsa_sha1, replaced(rsa_sha1, "#rsa-sha1", "#hmac-sha1"),
       notAllowed("signature method '" + hmac + "'", methods)},
      {"CutHmac", rsa_sha1,
       "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#rsa-sha1\"><ds:HMACOutputLength>0"
       "</ds:HMACOutputLength></ds:SignatureMethod>",
       notAllowed("signature method 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'", methods)},
      {"Dsa", "xmldsig#rsa-sha1", "xmldsig#dsa-sha1",
       notAllowed("signature method 'http://www.w3.org/2000/09/xmldsig#dsa-sha1'", methods)},
      {"Md5", "http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmldsig-more#md5",
       notAllowed("digest method 'http://www.w3.org/2001/04/xmldsig-more#md5'", "Use SHA-1, SHA-256 or SHA-512.")},
      {"Object", "</ds:Signature>", "<ds:Object/></ds:Signature>",
       wsSecurity("the element 'Object' is not allowed in 'Signature' of a signature. Leave it out.")},
      {"SecondSignedInfo", "<ds:SignatureValue>", "<ds:SignedInfo/><ds:SignatureValue>",
       wsSecurity("the element 'Signature' has more than one 'SignedInfo'. Send one only.")},
      {"SecondKeyInfo", "<ds:KeyInfo>", "<ds:KeyInfo><ds:KeyValue/></ds:KeyInfo><ds:KeyInfo>",
       wsSecurity("the element 'Signature' has more than one 'KeyInfo'. Send one only.")},
  };
}

INSTANTIATE_TEST_SUITE_P(Form, ChangedMessage, ::testing::ValuesIn(changesOfForm()),
                         [](const auto& change) { return change.param.name; });

struct Uri {
  std::string name;
  std::string uri;
};

class ReferenceOutsideTheMessage : public ::testing::TestWithParam<Uri> {};

TEST_P(ReferenceOutsideTheMessage, IsNotFollowed) {
  const Partners partners;
  const std::string message = signedOrder(partners);
  const std::string reference = between(message, "<ds:Reference URI=\"", "\"");

  const std::string changed = replaced(message, reference, "<ds:Reference URI=\"" + GetParam().uri + '"');

  EXPECT_EQ(opened(changed, partners), wsSecurity("the reference '" + GetParam().uri +
                                                  "' does not name an element of the message by its Id. Use '#Id'."));
}

INSTANTIATE_TEST_SUITE_P(All, ReferenceOutsideTheMessage,
                         ::testing::Values(Uri{"WholeDocument", ""}, Uri{"File", "file:///etc/hostname"},
                                           Uri{"Http", "http://127.0.0.1/x"}, Uri{"Attachment", "cid:a@b"},
                                           Uri{"XPointer", "#xpointer(/)"}, Uri{"XPointerId", "#xpointer(id('x'))"},
                                           Uri{"NoId", "#"}),
                         [](const auto& uri) { return uri.param.name; });

/// Alice's signed message in parts, to be put together anew.
struct Parts {
  explicit Parts(const Partners& partners) : message(signedOrder(partners)) {
    body = between(message, "<soap:Body", "</soap:Body>");
    id = between(body, "wsu:Id=\"", "\"");
    time_stamp = between(message, "<wsu:Timestamp", "</wsu:Timestamp>");
  }

  std::string evilBody(const std::string& attributes = {}) const {
    return "<soap:Body xmlns:wsu=\"http://docs.oasis-open.org/wss/2004/01/"
           "oasis-200401-wss-wssecurity-utility-1.0.xsd\" " +
           attributes + "><o:order xmlns:o=\"urn:o\" number=\"666\"/></soap:Body>";
  }

  std::string message;
  std::string body;
  std::string id;
  std::string time_stamp;
};

TEST(SignatureWrapping, FindsNoSecondBodyOfTheSameId) {
  const Partners partners;
  const Parts parts(partners);

  std::string message = replaced(parts.message, parts.body, parts.evilBody(parts.id));
  message = replaced(message, "</soap:Header>", "<w:w xmlns:w=\"urn:w\">" + parts.body + "</w:w></soap:Header>");

  EXPECT_TRUE(opened(message, partners).starts_with("Client: WS-Security: two elements of the message have the Id '"));
}

TEST(SignatureWrapping, DoesNotTakeABodyInsideAHeaderForTheBody) {
  const Partners partners;
  const Parts parts(partners);

  std::string message = replaced(parts.message, parts.body, parts.evilBody());
  message = replaced(message, "</soap:Header>", "<w:w xmlns:w=\"urn:w\">" + parts.body + "</w:w></soap:Header>");

  EXPECT_EQ(opened(message, partners),
            wsSecurity("the signature covers the element 'Body', which is neither the body of the message nor one of "
                       "its headers. Sign the body itself."));
}

TEST(SignatureWrapping, DoesNotTakeASignedHeaderForTheBody) {
  const std::string not_signed = wsSecurity(
      "the body of the message is not signed. Sign body and time stamp with an "
      "X.509 certificate.");
  for (const char* place : {"</soap:Header>", "</wsse:Security>"}) {
    const Partners partners;
    const Parts parts(partners);

    std::string message = replaced(parts.message, parts.body, parts.evilBody());
    message = replaced(message, place, parts.body + place);

    EXPECT_EQ(opened(message, partners), not_signed) << place;
  }
}

TEST(SignatureWrapping, DoesNotTakeTheFirstOfTwoBodies) {
  const Partners partners;
  const Parts parts(partners);

  for (const std::string& bodies : {parts.body + parts.evilBody(), parts.evilBody() + parts.body}) {
    EXPECT_TRUE(opened(replaced(parts.message, parts.body, bodies), partners).starts_with("no envelope: ")) << bodies;
  }
}

TEST(SignatureWrapping, DoesNotTakeAnIdOfAnotherKind) {
  const Partners partners;
  const Parts parts(partners);
  const std::string id = replaced(parts.id, "wsu:Id", "xml:id");

  const std::string message =
      replaced(parts.message, "</soap:Header>", "<w:w xmlns:w=\"urn:w\" " + id + "/></soap:Header>");

  EXPECT_TRUE(opened(message, partners).starts_with("Client: WS-Security: two elements of the message have the Id '"));
}

TEST(SignatureWrapping, WantsTheTimeStampOfTheSecurityHeaderSigned) {
  const Partners partners;
  const Parts parts(partners);
  const std::string fresh = "<wsu:Timestamp><wsu:Created>2024-01-01T00:00:00Z</wsu:Created></wsu:Timestamp>";

  std::string message = replaced(parts.message, parts.time_stamp, fresh);
  message = replaced(message, "</soap:Header>",
                     replaced(parts.time_stamp, "<wsu:Timestamp",
                              "<wsu:Timestamp xmlns:wsu=\"http://docs.oasis-open.org/wss/2004/01/"
                              "oasis-200401-wss-wssecurity-utility-1.0.xsd\"") +
                         "</soap:Header>");

  EXPECT_EQ(opened(message, partners),
            wsSecurity("the time stamp of the message is not signed. Sign body and time stamp."));
}

TEST(SignatureWrapping, TakesOneTimeStampOnly) {
  const Partners partners;
  const Parts parts(partners);

  const std::string message = replaced(parts.message, "</wsse:Security>", "<wsu:Timestamp/></wsse:Security>");

  EXPECT_EQ(opened(message, partners),
            wsSecurity("the element 'Security' has more than one 'Timestamp'. Send one only."));
}

TEST(SignatureCheck, RefusesTwoSignatures) {
  const Partners partners;
  const std::string message = signedOrder(partners);
  const std::string signature = between(message, "<ds:Signature ", "</ds:Signature>");

  EXPECT_EQ(opened(replaced(message, signature, signature + signature), partners),
            wsSecurity("the message has two signatures. Send one only."));
}

TEST(SignatureCheck, RefusesASignatureOverManyElements) {
  const Partners partners;
  const std::string message = signedOrder(partners);
  const std::string reference = between(message, "<ds:Reference ", "</ds:Reference>");
  std::string many;
  for (int i = 0; i < 64; ++i) many += reference;

  EXPECT_EQ(opened(replaced(message, reference, many), partners),
            wsSecurity("a signature has to cover 1 to 64 elements; this one covers 65. Sign body and time stamp."));
}

TEST(SignatureCheck, LetsUnsignedHeadersBe) {
  const Partners partners;

  const std::string message =
      replaced(signedOrder(partners), "</soap:Header>", "<a:a xmlns:a=\"urn:a\"/></soap:Header>");

  EXPECT_TRUE(opened(message, partners).starts_with("signer: CN=alice"));
}

TEST(SignatureCheck, WantsASecurityHeader) {
  const Partners partners;

  EXPECT_EQ(opened(orderEnvelope(), partners),
            wsSecurity("the message has no Security header. Protect it as the channel demands."));
}

TEST(SignatureCheck, WantsASignature) {
  const Partners partners;

  const std::string message = protectMessage(orderEnvelope(), {}, partners.alice, partners.clock);

  EXPECT_EQ(opened(message, partners),
            wsSecurity("the body of the message is not signed. Sign body and time stamp with "
                       "an X.509 certificate."));
}

TEST(SignatureCheck, LooksAtTheSecurityHeaderOfTheLastReceiver) {
  const Partners partners;
  const std::string for_another =
      replaced(signedOrder(partners), "soap:mustUnderstand", "soap:actor=\"urn:hub\" soap:mustUnderstand");

  EXPECT_EQ(opened(for_another, partners),
            wsSecurity("the message has no Security header. Protect it as the channel demands."));
}

TEST(SignatureCheck, RefusesTwoSecurityHeaders) {
  const Partners partners;
  const std::string message = signedOrder(partners);
  const std::string header = between(message, "<wsse:Security ", "</wsse:Security>");

  EXPECT_EQ(opened(replaced(message, header, header + header), partners),
            wsSecurity("the message has two Security headers for its last receiver. Send one only."));
}

}  // namespace
}  // namespace iflowsim
