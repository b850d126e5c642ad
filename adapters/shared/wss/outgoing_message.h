#pragma once

#include <libxml/tree.h>

#include "adapters/shared/wss/ws_security.h"

namespace iflowsim::wss {

/// An envelope that is being protected. What is done to it last stands first in its Security header, behind time stamp
/// and user name, so that a receiver undoes it in the order of the header.
struct OutgoingMessage {
  xmlNodePtr security = nullptr;
  xmlNodePtr body = nullptr;
  /// Null: none.
  xmlNodePtr time_stamp = nullptr;
  /// The last of time stamp and user name, which protection goes behind; null: none.
  xmlNodePtr last_token = nullptr;

  /// Puts an element into the Security header, before what was put there earlier.
  void putFirst(xmlNodePtr element) const;
};

/// Signs body and time stamp: a BinarySecurityToken with the certificate, and a Signature that refers to it. Throws
/// FlowError when the alias has no key pair, or one that cannot sign.
void sign(const OutgoingMessage& message, const WssProtection& protection, const Keystore& keystore);

/// Encrypts the content of the body with a key of its own, and that key for the certificate, which is named by issuer
/// and serial number. Throws FlowError when the alias has no certificate, or one that nothing can be encrypted for.
void encrypt(const OutgoingMessage& message, const WssProtection& protection, const Keystore& keystore);

}  // namespace iflowsim::wss
