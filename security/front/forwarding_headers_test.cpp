#include "security/front/forwarding_headers.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(ForwardingHeaders, LeaveOtherHeadersAlone) {
  for (const char* name : {"", "S", "Host", "Accept", "Content-Type", "X-Forwarded", "X-Order", "SSL_CLIENT", "Forward",
                           "X-Requested-With", "Cookie", "SAP_ApplicationID", "x-csrf-token", "Client-Certain"}) {
    EXPECT_EQ(forwardingKind(name), Forwarding::None) << name;
  }
}

TEST(ForwardingHeaders, AreWhatTrustedProxiesSend) {
  for (const char* name : {"SSL_CLIENT_CERT", "ssl_client_cert", "SSL_CLIENT_VERIFY", "X-Forwarded-For",
                           "x-forwarded-proto", "X-FORWARDED-HOST", "X-Forwarded-Port", "x-request-id", "Forwarded"}) {
    EXPECT_EQ(forwardingKind(name), Forwarding::FromProxy) << name;
  }
}

// P-LB-010
TEST(ForwardingHeaders, AreNobodysInSpellingsThatSomeReaderTakesForThem) {
  for (const char* name : {"SSL-CLIENT-CERT", "Ssl_Client-Cert", "ssl.client.cert", "SSL_CLIENT_USER",
                           "SSL-Client-User", "SSL_CLIENT_S_DN", "x-forwarded-client-cert", "X_Forwarded_For",
                           "x.forwarded.for", "X-SSL-Client-Cert", "X_SSL_CLIENT_VERIFY", "x_request_id",
                           "X-Forwarded-Server", "Client-Cert", "Client-Cert-Chain", "client_cert"}) {
    EXPECT_EQ(forwardingKind(name), Forwarding::Never) << name;
  }
}

TEST(ForwardingHeaders, AreFoundHoweverTheirLettersAndSignsAreVaried) {
  constexpr std::string_view kSigns = "-_.!#$%&'*+^`|~";
  std::mt19937 random(3);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same names in every run

  for (int i = 0; i < 10'000; ++i) {
    std::string name = random() % 2 == 0 ? "SSL_CLIENT_CERT" : "x-forwarded-for";
    for (char& c : name) {
      if (c == '-' || c == '_') {
        c = kSigns[random() % kSigns.size()];
      } else if (random() % 2 == 0) {
        c = static_cast<char>(c ^ 0x20);
      }
    }

    EXPECT_NE(forwardingKind(name), Forwarding::None) << name;
  }
}

}  // namespace
}  // namespace iflowsim
