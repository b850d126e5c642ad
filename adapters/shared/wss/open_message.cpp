#include <optional>
#include <utility>

#include "adapters/shared/wss/decryption.h"
#include "adapters/shared/wss/refusal.h"
#include "adapters/shared/wss/signature_check.h"
#include "adapters/shared/wss/time_stamp.h"
#include "adapters/shared/wss/ws_security.h"
#include "adapters/shared/wss/wss_names.h"
#include "adapters/shared/wss/wss_tree.h"
#include "adapters/shared/wss/x509.h"

namespace iflowsim {

namespace wss {

namespace {

/// Whether the header block is for somebody else on the way.
bool isForAnother(xmlNodePtr block, SoapVersion version) {
  const std::string actor =
      attributeOf(block, envelopeNamespace(version), version == SoapVersion::V11 ? "actor" : "role");
  return !actor.empty() && actor != "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver";
}

/// Null: none.
xmlNodePtr securityHeaderOf(const SoapDocument& document) {
  const xmlNode* header = document.header();
  if (header == nullptr) return nullptr;
  xmlNodePtr found = nullptr;
  for (xmlNodePtr block : elementsOf(header)) {
    if (!isElement(block, kWsse, "Security") || isForAnother(block, document.version())) continue;
    if (found != nullptr) throw Refusal("the message has two Security headers for its last receiver. Send one only.");
    found = block;
  }
  return found;
}

/// Undoes the protection of one message in the order of its Security header.
class Opening {
 public:
  Opening(const SoapDocument& document, xmlNodePtr security, const Keystore& keystore, TimePoint now)
      : body_(document.body()),
        security_(security),
        keystore_(keystore),
        now_(now),
        decryption_(security, body_, keystore) {}

  void run() {
    for (xmlNodePtr element = firstElement(security_); element != nullptr; element = nextElement(element)) {
      open(element);
    }
  }

  WssFindings judge(const WssDemand& demand) {
    if (demand.signature && !body_signed_) {
      throw Refusal("the body of the message is not signed. Sign body and time stamp with an X.509 certificate.");
    }
    if (demand.encryption && !decryption_.bodyWasEncrypted()) {
      throw Refusal("the content of the body is not encrypted. Encrypt it for the certificate of the tenant.");
    }
    if (demand.check_time_stamp) judgeTimeStamp(demand);
    return {.signer = signature_ ? subjectOf(signature_->signer.get()) : std::string{}};
  }

 private:
  void open(xmlNodePtr element) {
    if (isElement(element, kXenc, "EncryptedKey")) {
      decryption_.openKey(element);
    } else if (isElement(element, kXenc, "ReferenceList")) {
      decryption_.openList(element);
    } else if (isElement(element, kXenc, "EncryptedData")) {
      throw Refusal(
          "an encrypted part of the Security header is named by no key before it. Send its EncryptedKey "
          "first.");
    } else if (isElement(element, kDs, "Signature")) {
      verify(element);
    }
  }

  void verify(xmlNodePtr element) {
    if (signature_) throw Refusal("the message has two signatures. Send one only.");
    signature_ = verifySignature({.signature = element, .security = security_, .body = body_}, keystore_, now_);
    body_signed_ = signature_->covers(body_);
    const xmlNode* time_stamp = onlyChild(security_, kWsu, "Timestamp");
    if (time_stamp != nullptr && signature_->covers(time_stamp)) signed_time_stamp_ = time_stamp;
  }

  void judgeTimeStamp(const WssDemand& demand) {
    xmlNodePtr time_stamp = onlyChild(security_, kWsu, "Timestamp");
    if (time_stamp == nullptr) throw Refusal("the Security header has no Timestamp. Send one.");
    if (demand.signature && time_stamp != signed_time_stamp_) {
      throw Refusal("the time stamp of the message is not signed. Sign body and time stamp.");
    }
    checkTimeStamp(time_stamp, now_);
  }

  xmlNodePtr body_;
  xmlNodePtr security_;
  const Keystore& keystore_;
  const TimePoint now_;
  Decryption decryption_;
  std::optional<VerifiedSignature> signature_;
  bool body_signed_ = false;
  const xmlNode* signed_time_stamp_ = nullptr;
};

WssFindings open(const SoapDocument& document, const WssDemand& demand, const Keystore& keystore, TimePoint now) {
  xmlNodePtr security = securityHeaderOf(document);
  if (security == nullptr) {
    if (!demand.signature && !demand.encryption && !demand.check_time_stamp) return {};
    throw Refusal("the message has no Security header. Protect it as the channel demands.");
  }
  Opening opening(document, security, keystore, now);
  opening.run();
  WssFindings findings = opening.judge(demand);
  xmlUnlinkNode(security);
  xmlFreeNode(security);
  return findings;
}

}  // namespace

}  // namespace wss

tl::expected<WssFindings, SoapFault> openMessage(SoapDocument& document, const WssDemand& demand,
                                                 const Keystore& keystore, const Clock& clock) {
  try {
    return wss::open(document, demand, keystore, clock.now());
  } catch (const wss::Refusal& refusal) {
    return tl::unexpected(SoapFault{.code = SoapFault::Code::Client, .reason = refusal.what()});
  } catch (const std::runtime_error& error) {
    return tl::unexpected(SoapFault{.code = SoapFault::Code::Server, .reason = error.what()});
  }
}

}  // namespace iflowsim
