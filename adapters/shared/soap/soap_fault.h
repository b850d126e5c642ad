#pragma once

#include <string>
#include <string_view>

namespace iflowsim {

enum class SoapVersion { V11, V12 };

/// Namespace of the envelope of that version.
std::string_view envelopeNamespace(SoapVersion version);
/// `text/xml` or `application/soap+xml`.
std::string_view mediaType(SoapVersion version);

/// A SOAP fault, in words that both versions know. Source: runtime-behaviour 2.2, observed-samples 43 and 44.
struct SoapFault {
  /// The codes of SOAP 1.1; `Client` is `Sender` and `Server` is `Receiver` in 1.2.
  enum class Code { VersionMismatch, MustUnderstand, Client, Server };

  Code code = Code::Server;
  /// `faultstring`, or the text of `Reason`.
  std::string reason;
  /// The children of `detail` as XML text; empty: no detail.
  std::string detail = {};
  /// `faultactor`, or `Role`.
  std::string actor = {};
  /// A code of its own, as a peer sent it: local name and namespace; empty: that of `code`.
  std::string code_name = {};
  std::string code_namespace = {};
};

/// The whole envelope with the fault, without XML declaration; 1.1 to the letter as observed (sample 43).
std::string writeFault(const SoapFault& fault, SoapVersion version);

}  // namespace iflowsim
