#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "adapters/shared/wss/ws_security.h"
#include "runtime/spi/keystore.h"
#include "tests/support/fake_services.h"
#include "tests/support/manual_clock.h"

namespace iflowsim::wss {

/// What a test certificate is to be.
struct Wish {
  std::string name;
  bool elliptic = false;
  bool authority = false;
  /// Validity around `now`, by default the time of the clock of the tests.
  TimePoint now = ManualClock().now();
  std::chrono::hours from{-24};
  std::chrono::hours to{24};
  bool subject_key_identifier = true;
};

/// A key pair made for a test; without an issuer it signs itself.
KeyPair makeKeyPair(const Wish& wish, const KeyPair* issuer = nullptr);

/// Two partners and their keystores. `alice` sends: she has her key pair (`alice`) and the tenant's certificate
/// (`tenant`). The tenant receives: it has its key pair (`tenant`) and Alice's certificate (`alice`). Keys are made
/// once for all tests.
struct Partners {
  Partners();

  FakeKeystore alice;
  FakeKeystore tenant;
  ManualClock clock;
};

const KeyPair& aliceKeys();
const KeyPair& tenantKeys();
/// Trusted by nobody.
const KeyPair& malloryKeys();

/// An envelope of that version around `<o:order xmlns:o="urn:o">...`.
std::string orderEnvelope(SoapVersion version = SoapVersion::V11);
std::string orderPayload();

/// What the tenant finds in a message: `signer: <subject>; payload: <payload>`, or the code and reason of the fault.
std::string opened(const std::string& envelope, const Partners& partners, const WssDemand& demand = {});
/// Alice's signature over body and time stamp.
WssProtection signedBy(const std::string& alias = "alice");

/// The message after a change to its text; fails when the text does not hold `from` once at least.
std::string replaced(std::string message, const std::string& from, const std::string& to);
/// What stands between the first `from` and the next `to` behind it, both included.
std::string between(const std::string& message, const std::string& from, const std::string& to);

}  // namespace iflowsim::wss
