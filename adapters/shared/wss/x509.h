#pragma once

#include <string>
#include <string_view>

#include "adapters/shared/wss/xmlsec_library.h"
#include "runtime/base/clock.h"
#include "runtime/spi/keystore.h"

/// X.509 certificates as WS-Security needs them.
namespace iflowsim::wss {

/// The first certificate of a PEM text; null when there is none.
X509Ptr certificateFromPem(const std::string& pem);
/// Null when the bytes are no certificate.
X509Ptr certificateFromDer(std::string_view der);

std::string derOf(const X509* certificate);
/// Most specific part first, with a blank after each comma: `CN=alice, O=Company`.
std::string subjectOf(const X509* certificate);
/// RFC 2253, as XML Signature wants issuers.
std::string issuerOf(const X509* certificate);
/// In decimal digits.
std::string serialOf(const X509* certificate);
/// SHA-1 of its DER bytes.
std::string thumbprintOf(const X509* certificate);
/// The bytes of its extension; empty when it has none.
std::string subjectKeyIdentifierOf(X509* certificate);

/// Whether two texts name the same issuer: blanks, case and the order of the parts do not count, as libraries differ.
bool namesSameIssuer(std::string_view left, std::string_view right);

/// Refuses a certificate that is neither in the keystore nor issued by one that is there, or not valid at that time.
void requireTrusted(X509* certificate, const Keystore& keystore, TimePoint now);

}  // namespace iflowsim::wss
