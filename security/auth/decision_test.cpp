#include "security/auth/decision.h"

#include <gtest/gtest.h>

#include "security/material/certificate_maker.h"
#include "security/material/connection_facts.h"

namespace iflowsim {
namespace {

const DecisionStep& step(const DecisionReport& report, const std::string& name) {
  for (const DecisionStep& candidate : report.steps) {
    if (candidate.name == name) return candidate;
  }
  throw std::runtime_error("no step " + name);
}

CertificatePtr clientCertificate() {
  const TimePoint now = SystemClock().now();
  const auto made =
      makeCertificate({.subject = {{"CN", "alice"}}, .not_before = now, .not_after = now + std::chrono::hours(1)});
  return Certificate::fromPem(made.value().certificate).value();
}

User alice() {
  User user{.name = "alice"};
  user.roles = {"Invoices.send", "Reports.read"};
  return user;
}

Decision refusedForRole() {
  Decision decision{.peer = "127.0.0.1", .method = "POST", .path = "/http/orders", .flow = "Orders"};
  decision.access.role = "Orders.send";
  decision.credential = CredentialKind::Basic;
  decision.caller = std::make_shared<const User>(alice());
  decision.failed = DecisionRung::Authorization;
  decision.status = 403;
  decision.reason = "the role is missing";
  decision.remedy = "give it";
  return decision;
}

TEST(Decision, NamesTheFirstStepThatFailedWithItsEvidence) {
  const DecisionReport report = describe(refusedForRole());

  EXPECT_EQ(step(report, "Credentials").outcome, DecisionStep::Outcome::Passed);
  EXPECT_EQ(step(report, "Authorization").outcome, DecisionStep::Outcome::Failed);
  EXPECT_EQ(step(report, "Authorization").evidence,
            "the channel requires the role 'Orders.send'; the caller has: Invoices.send, Reports.read");
  EXPECT_EQ(report.status, 403);
  EXPECT_EQ(report.remedy, "give it");
}

TEST(Decision, LeavesWhatWasNotReachedWithoutEvidence) {
  Decision decision = refusedForRole();
  decision.caller = nullptr;
  decision.failed = DecisionRung::Credentials;

  const DecisionReport report = describe(decision);

  EXPECT_EQ(step(report, "Caller").outcome, DecisionStep::Outcome::NotReached);
  EXPECT_EQ(step(report, "Caller").evidence, "");
}

TEST(Decision, SaysWhatIsNotNeeded) {
  Decision decision = refusedForRole();
  decision.passed = true;

  const DecisionReport report = describe(decision);

  EXPECT_EQ(step(report, "Client certificate").outcome, DecisionStep::Outcome::NotNeeded);
  EXPECT_EQ(step(report, "CSRF token").outcome, DecisionStep::Outcome::NotNeeded);
  EXPECT_EQ(report.status, 0);
  EXPECT_EQ(report.reason, "");
}

TEST(Decision, ShowsADroppedCertificateAsFailedAlthoughTheCallWentOn) {
  Decision decision = refusedForRole();
  auto facts = std::make_shared<ConnectionFacts>();
  facts->tls_version = "TLSv1.3";
  facts->cipher = "TLS_AES_256_GCM_SHA384";
  facts->verdict = CertificateVerdict::SelfSigned;
  facts->reason = "it is self-signed";
  facts->presented = {clientCertificate()};
  decision.connection = facts;

  const DecisionReport report = describe(decision);

  EXPECT_EQ(step(report, "Client certificate").outcome, DecisionStep::Outcome::Failed);
  EXPECT_NE(step(report, "Client certificate").evidence.find("CN=alice"), std::string::npos);
  EXPECT_NE(step(report, "Client certificate").evidence.find("it is self-signed"), std::string::npos);
  EXPECT_EQ(step(report, "Connection").evidence, "TLSv1.3, TLS_AES_256_GCM_SHA384, from 127.0.0.1");
}

TEST(Decision, TellsACallThatEndedInTheHandshake) {
  Decision decision{.peer = "127.0.0.1"};
  decision.failed = DecisionRung::Certificate;
  decision.reason = "the certificate is expired";

  const DecisionReport report = describe(decision);

  EXPECT_EQ(step(report, "Client certificate").outcome, DecisionStep::Outcome::Failed);
  EXPECT_EQ(step(report, "Address").outcome, DecisionStep::Outcome::NotReached);
}

}  // namespace
}  // namespace iflowsim
