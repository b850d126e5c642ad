#include "security/auth/decision.h"

#include "runtime/base/quote.h"
#include "runtime/base/text.h"
#include "runtime/base/utc_time.h"
#include "security/material/connection_facts.h"

namespace iflowsim {

namespace {

using Outcome = DecisionStep::Outcome;

std::string describeConnection(const Decision& decision) {
  const ConnectionFacts* facts = decision.connection.get();
  if (facts == nullptr || facts->tls_version.empty()) return "plain HTTP from " + decision.peer;
  std::string text = facts->tls_version + ", " + facts->cipher + ", from " + decision.peer;
  if (!facts->server_name.empty()) text += ", asked for " + facts->server_name;
  if (facts->resumed) text += ", resumed session";
  return text;
}

std::string describeCertificate(const Certificate& certificate) {
  const auto& usages = certificate.extendedKeyUsages();
  return certificate.subject() + "; issuer " + certificate.issuer() + "; serial " + certificate.serial() +
         "; valid from " + formatUtc(certificate.notBefore()) + " to " + formatUtc(certificate.notAfter()) +
         "; extended key usage " + (usages.empty() ? "none" : join(usages, ", "));
}

std::string describePresented(const ConnectionFacts* facts) {
  if (facts == nullptr || facts->presented.empty()) {
    return facts == nullptr || facts->reason.empty() ? "none presented" : facts->reason;
  }
  std::string text = std::string(toText(facts->verdict)) + ": " + describeCertificate(*facts->presented.front());
  for (std::size_t i = 1; i < facts->presented.size(); ++i) text += "; then " + facts->presented[i]->subject();
  if (facts->from_proxy) text += "; handed on by the proxy, which checked its chain";
  if (facts->resumed && facts->trusted_root.empty()) text += "; its chain was checked when the session began";
  if (!facts->trusted_root.empty()) text += "; trusted root " + facts->trusted_root;
  if (!facts->reason.empty()) text += "; " + facts->reason;
  return text;
}

std::string describeCredential(const Decision& decision) {
  switch (decision.credential) {
    case CredentialKind::Basic:
      return "user and password (Authorization: Basic)";
    case CredentialKind::Bearer:
      return "token (Authorization: Bearer)";
    case CredentialKind::Certificate:
      return "client certificate";
    case CredentialKind::Unknown:
      return "an Authorization header of a scheme that is not known";
    case CredentialKind::None:
      break;
  }
  return "none";
}

std::string describeCaller(const Decision& decision) {
  if (!decision.caller) return decision.access.kind == AccessRule::Kind::ClientCertificate ? "no user is derived" : "";
  return inQuotes(decision.caller->name) + (decision.matched.empty() ? "" : ", by " + decision.matched);
}

std::string describeAuthorization(const Decision& decision) {
  if (decision.access.kind == AccessRule::Kind::ClientCertificate) {
    std::string text = "the channel accepts certificates of";
    for (const DnPair& row : decision.access.certificates) {
      text += " (subject: " + row.subject + "; issuer: " + row.issuer + ")";
    }
    return decision.access.certificates.empty() ? "the channel lists no certificate" : text;
  }
  const std::string required = "the channel requires the role " + inQuotes(decision.access.role);
  if (!decision.caller) return required;
  const auto& roles = decision.caller->roles;
  return required + "; the caller has: " + (roles.empty() ? "none" : join(roles, ", "));
}

/// What each rung says, in their order.
struct RungText {
  DecisionRung rung;
  const char* name;
  std::string evidence;
};

std::vector<RungText> rungsOf(const Decision& decision) {
  const bool found = !decision.flow.empty();
  std::vector<RungText> rungs;
  rungs.push_back({DecisionRung::Connection, "Connection", describeConnection(decision)});
  rungs.push_back({DecisionRung::Certificate, "Client certificate", describePresented(decision.connection.get())});
  if (decision.failed == DecisionRung::Request && !decision.passed) {
    rungs.push_back({DecisionRung::Request, "Request", decision.reason});
  }
  if (decision.failed == DecisionRung::Host && !decision.passed) {
    rungs.push_back({DecisionRung::Host, "Host", decision.reason});
  }
  rungs.push_back({DecisionRung::Address, "Address",
                   decision.path + (found ? ", served by the flow " + inQuotes(decision.flow) : std::string())});
  rungs.push_back({DecisionRung::Method, "Method", decision.method});
  rungs.push_back({DecisionRung::Credentials, "Credentials", describeCredential(decision)});
  rungs.push_back({DecisionRung::Caller, "Caller", describeCaller(decision)});
  rungs.push_back({DecisionRung::Authorization, "Authorization", found ? describeAuthorization(decision) : ""});
  rungs.push_back({DecisionRung::Csrf, "CSRF token", decision.access.csrf_protected ? "the channel is protected" : ""});
  if (decision.failed == DecisionRung::Room && !decision.passed) {
    rungs.push_back({DecisionRung::Room, "Room", decision.reason});
  }
  return rungs;
}

bool isNeeded(const Decision& decision, DecisionRung rung) {
  if (rung == DecisionRung::Csrf) return decision.access.csrf_protected;
  // The token endpoint is no flow's and asks for no role.
  if (rung == DecisionRung::Authorization) return !decision.flow.empty();
  const ConnectionFacts* facts = decision.connection.get();
  if (rung == DecisionRung::Certificate) return facts != nullptr && !facts->presented.empty();
  return true;
}

Outcome outcomeOf(const Decision& decision, DecisionRung rung) {
  if (decision.passed || rung < decision.failed) {
    if (!isNeeded(decision, rung)) return Outcome::NotNeeded;
    const bool dropped = rung == DecisionRung::Certificate && !decision.connection->client();
    return dropped ? Outcome::Failed : Outcome::Passed;
  }
  return rung == decision.failed ? Outcome::Failed : Outcome::NotReached;
}

}  // namespace

DecisionReport describe(const Decision& decision) {
  DecisionReport report{.id = decisionId(decision.id),
                        .time = decision.time,
                        .peer = decision.peer,
                        .method = decision.method,
                        .path = decision.path,
                        .flow = decision.flow,
                        .user = decision.caller ? decision.caller->name : std::string(),
                        .passed = decision.passed,
                        .status = decision.passed ? 0 : decision.status,
                        .reason = decision.passed ? std::string() : decision.reason,
                        .remedy = decision.passed ? std::string() : decision.remedy,
                        .steps = {}};
  for (RungText& rung : rungsOf(decision)) {
    const Outcome outcome = outcomeOf(decision, rung.rung);
    const bool silent = outcome == Outcome::NotReached && rung.rung != DecisionRung::Authorization;
    report.steps.push_back({rung.name, outcome, silent ? std::string() : std::move(rung.evidence)});
  }
  return report;
}

}  // namespace iflowsim
