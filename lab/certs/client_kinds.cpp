#include "lab/certs/client_kinds.h"

namespace iflowsim {

namespace {

using std::chrono::days;

std::vector<ClientKind> acceptedKinds() {
  return {
      {.name = "good",
       .what = "as it should be: issued by the training intermediate, valid, for client authentication",
       .meets = "Accepted. User Role: whom it is mapped to (neo) or whose key it is (cf), 401 while it is nobody's. "
                "Client Certificate: let in where the channel has a row with its two names, otherwise 403."},
      {.name = "renewed-same-dn",
       .what = "the renewed `good`: another key and serial number, the same two names",
       .meets = "Accepted. User Role: 401 until it has a mapping or a pinned key of its own; an unpinned key takes it "
                "at once and refuses `good` from its first use on. Client Certificate: let in, for only names count.",
       .begins = days(-1),
       .ends = days(364)},
      {.name = "renewed-other-dn",
       .what = "the renewed `good` under another name",
       .meets = "Accepted. User Role: 401 until it has a mapping or key of its own. Client Certificate: 403 until the "
                "channel has a row for it and the flow is deployed again.",
       .common_name = "partner-a-renewed",
       .begins = days(-1),
       .ends = days(364)},
      {.name = "wildcard",
       .what = "with a wildcard as its name",
       .meets = "Accepted: the name of a client is no host name. Then as any other, by its mapping, key or row.",
       .common_name = "*.company.example"},
  };
}

std::vector<ClientKind> refusedKinds() {
  return {
      {.name = "expired",
       .what = "ended yesterday",
       .meets = "Refused in the handshake: TLS alert, no HTTP answer, no message in the log.",
       .fate = ClientFate::Refused,
       .begins = days(-366),
       .ends = days(-1)},
      {.name = "not-yet-valid",
       .what = "begins in five years",
       .meets = "Refused in the handshake: TLS alert, no HTTP answer, no message in the log.",
       .fate = ClientFate::Refused,
       .begins = days(5 * 365),
       .ends = days(6 * 365)},
      {.name = "no-client-auth",
       .what = "for servers: without the extended key usage clientAuth",
       .meets = "Refused in the handshake: TLS alert, no HTTP answer, no message in the log.",
       .fate = ClientFate::Refused,
       .client_authentication = false},
  };
}

std::vector<ClientKind> droppedKinds() {
  constexpr const char* kMeets =
      "Dropped: the call arrives without a certificate. User Role: 401, Client Certificate: 403.";
  return {
      {.name = "self-signed",
       .what = "signed by itself, which is fine for signing messages but not for inbound calls",
       .meets = kMeets,
       .fate = ClientFate::Dropped,
       .issuer = LabIssuer::Itself},
      {.name = "untrusted-root",
       .what = "issued by a root that is not in the list of the load balancer",
       .meets = kMeets,
       .fate = ClientFate::Dropped,
       .issuer = LabIssuer::OtherRoot},
      {.name = "missing-intermediate",
       .what = "good in itself, but sent without the intermediate: the load balancer knows roots only",
       .meets = kMeets,
       .fate = ClientFate::Dropped,
       .sends_chain = false},
  };
}

}  // namespace

std::string_view toText(ClientFate fate) {
  switch (fate) {
    case ClientFate::Accepted:
      return "accepted";
    case ClientFate::Dropped:
      return "dropped";
    case ClientFate::Refused:
      return "refused in the handshake";
  }
  return "unknown";
}

NameAttributes ClientKind::subject() const {
  return {{"C", "DE"}, {"O", "Company Example"}, {"OU", "Integration"}, {"CN", common_name}};
}

const std::vector<ClientKind>& clientKinds() {
  static const std::vector<ClientKind> kinds = [] {
    std::vector<ClientKind> all = acceptedKinds();
    for (const auto& group : {refusedKinds(), droppedKinds()}) all.insert(all.end(), group.begin(), group.end());
    return all;
  }();
  return kinds;
}

}  // namespace iflowsim
