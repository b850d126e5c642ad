#include "security/material/connection_facts.h"

namespace iflowsim {

std::string_view toText(CertificateVerdict verdict) {
  switch (verdict) {
    case CertificateVerdict::None:
      return "no certificate";
    case CertificateVerdict::Accepted:
      return "accepted";
    case CertificateVerdict::Incomplete:
      return "chain incomplete";
    case CertificateVerdict::UntrustedRoot:
      return "root not trusted";
    case CertificateVerdict::SelfSigned:
      return "self-signed";
    case CertificateVerdict::Expired:
      return "expired";
    case CertificateVerdict::NotYetValid:
      return "not yet valid";
    case CertificateVerdict::WrongUsage:
      return "not for client authentication";
    case CertificateVerdict::Unacceptable:
      return "not acceptable";
  }
  return "unknown";
}

}  // namespace iflowsim
