// The checks of senders that serve HTTP.
#include <algorithm>
#include <cctype>
#include <utility>

#include <gtest/gtest.h>

#include "adapters/testkit/compliance_checks.h"
#include "adapters/testkit/sender_trial.h"
#include "tests/support/served.h"

namespace iflowsim {

namespace {

constexpr std::size_t kMegabyte = std::size_t{1} << 20U;

const AdapterBench::PropertyList kSmall{{"maximumBodySize", "1"}};

/// The channel with these properties cannot be built, and an error says why.
void expectRefused(const AdapterRegistration& registration, const AdapterExample& example,
                   const AdapterBench::PropertyList& besides) {
  AdapterBench bench(registration);
  compliance::lendFiles(bench, example);

  EXPECT_EQ(bench.sender(compliance::goodChannel(example, besides)), nullptr);

  EXPECT_TRUE(bench.build.diagnostics.hasErrors());
}

/// A request is answered by an error, and when it became a message, that one failed.
void expectFailed(const SenderTrial& trial, const HttpReply& reply) {
  EXPECT_GE(reply.status, 400);
  ASSERT_FALSE(trial.runner()->outcomes().empty()) << "The processing log does not show the message.";
  EXPECT_EQ(trial.runner()->outcomes().back().status, RunStatus::Failed);
}

std::vector<std::pair<std::string, HttpRequest>> badRequests(const SenderTrial& trial) {
  std::vector<std::pair<std::string, HttpRequest>> requests;
  const auto add = [&](const char* what, auto change) {
    HttpRequest request = trial.request();
    change(request);
    requests.emplace_back(what, std::move(request));
  };
  add("no body", [](HttpRequest& request) { request.body = Body(); });
  add("an empty body", [](HttpRequest& request) { request.body = Body(std::string()); });
  add("bytes that are no text", [](HttpRequest& request) { request.body = Body(std::string("\0\xff\xfe<\x01", 5)); });
  add("half a document", [](HttpRequest& request) { request.body = Body("<a><b"); });
  add("entities", [](HttpRequest& request) {
    request.body = Body("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>");
  });
  add("no content type", [](HttpRequest& request) { request.headers.remove("Content-Type"); });
  add("a content type that is none", [](HttpRequest& request) { request.headers.set("Content-Type", ";;=\"\x01"); });
  add("parts without a boundary",
      [](HttpRequest& request) { request.headers.set("Content-Type", "multipart/related; boundary="); });
  add("a body that is not packed as it claims",
      [](HttpRequest& request) { request.headers.set("Content-Encoding", "gzip"); });
  add("a query that is none", [](HttpRequest& request) {
    request.query = "%&=%zz&&a=%";
    request.has_query = true;
  });
  add("a long header", [](HttpRequest& request) { request.headers.add("X-Long", std::string(20'000, 'a')); });
  add("ids that are none", [](HttpRequest& request) {
    request.headers.add("SAP_MplCorrelationId", "'; drop table");
    request.headers.add("SAP_MessageProcessingLogID", std::string(300, '\xe4'));
  });
  return requests;
}

}  // namespace

void compliance::admitsTheRoleOfTheChannel(const AdapterRegistration& registration, const AdapterExample& example) {
  SenderTrial trial(registration, example, {{"senderAuthType", "RoleBased"}, {"userRole", "Orders.send"}});
  SenderTrial standard(registration, example);
  trial.start();
  standard.start();

  EXPECT_EQ(trial.endpoint()->access().kind, AccessRule::Kind::UserRole);
  EXPECT_EQ(trial.endpoint()->access().role, "Orders.send");
  EXPECT_EQ(standard.endpoint()->access().kind, AccessRule::Kind::UserRole);
  EXPECT_EQ(standard.endpoint()->access().role, "ESBMessaging.send");
}

void compliance::admitsTheCertificatesOfTheChannel(const AdapterRegistration& registration,
                                                   const AdapterExample& example) {
  const std::string row =
      "<row><cell id='clientCertificate.subjectDN'>CN=shop</cell>"
      "<cell id='clientCertificate.issuerDN'>CN=ca</cell></row>";
  SenderTrial trial(registration, example, {{"senderAuthType", "ClientCertificate"}, {"clientCertificates", row}});
  trial.start();

  const AccessRule& access = trial.endpoint()->access();

  EXPECT_EQ(access.kind, AccessRule::Kind::ClientCertificate);
  ASSERT_EQ(access.certificates.size(), 1U);
  EXPECT_EQ(access.certificates.front().subject, "CN=shop");
  EXPECT_EQ(access.certificates.front().issuer, "CN=ca");
}

void compliance::refusesUnknownAuthorization(const AdapterRegistration& registration, const AdapterExample& example) {
  expectRefused(registration, example, {{"senderAuthType", "Goodwill"}});
}

void compliance::refusesUnreadableLimits(const AdapterRegistration& registration, const AdapterExample& example) {
  expectRefused(registration, example, {{"maximumBodySize", "many"}});
}

void compliance::servesMethodsByName(const AdapterRegistration& registration, const AdapterExample& example) {
  SenderTrial trial(registration, example);
  trial.start();

  const std::vector<std::string>& methods = trial.endpoint()->methods();

  EXPECT_NE(std::find(methods.begin(), methods.end(), example.http->method), methods.end());
  for (const std::string& method : methods) {
    EXPECT_TRUE(std::all_of(method.begin(), method.end(), [](unsigned char c) { return std::isupper(c) != 0; }))
        << method;
    EXPECT_NE(method, "TRACE");
    EXPECT_NE(method, "CONNECT");
  }
}

void compliance::limitsTheBody(const AdapterRegistration& registration, const AdapterExample& example) {
  SenderTrial small(registration, example, kSmall);
  SenderTrial standard(registration, example);
  small.start();
  standard.start();
  HttpRequest head = small.request();
  head.body = Body();

  const auto most = small.endpoint()->maxBody(head);

  EXPECT_GE(most, kMegabyte);
  EXPECT_LT(most, standard.endpoint()->maxBody(head));
}

void compliance::failsWhatIsTooLarge(const AdapterRegistration& registration, const AdapterExample& example) {
  SenderTrial trial(registration, example, kSmall);
  trial.start();
  HttpRequest head = trial.request();
  head.body = Body();
  HttpRequest whole = trial.request();
  whole.body = Body(std::string(kMegabyte + 1, 'x'));

  const HttpReply announced = trial.endpoint()->tooLarge(std::move(head), {"ida"});
  expectFailed(trial, announced);
  const HttpReply sent = served(*trial.endpoint(), std::move(whole), {"ida"});

  EXPECT_GE(sent.status, 400);
}

void compliance::answersBadInput(const AdapterRegistration& registration, const AdapterExample& example) {
  SenderTrial trial(registration, example);
  trial.start();
  for (auto& [what, request] : badRequests(trial)) {
    SCOPED_TRACE(what);
    const std::size_t before = trial.messages();
    int answers = 0;
    HttpReply reply;

    trial.endpoint()->serve(std::move(request), {"ida"}, [&](HttpReply given) {
      ++answers;
      reply = std::move(given);
    });

    EXPECT_EQ(answers, 1);
    EXPECT_GE(reply.status, 200);
    EXPECT_LT(reply.status, 600);
    EXPECT_TRUE(reply.status >= 400 || trial.messages() == before + 1) << "Its flow did not get it.";
  }
}

void compliance::tellsWhichMessageFailed(const AdapterRegistration& registration, const AdapterExample& example) {
  SenderTrial trial(registration, example, {}, [](Exchange& /*exchange*/) { throw FlowError("a.Error", "bad order"); });
  trial.start();

  const HttpReply reply = served(*trial.endpoint(), trial.request(), {"ida"});

  expectFailed(trial, reply);
  EXPECT_NE(reply.body.text().find(trial.runner()->messageIds().front()), std::string::npos) << reply.body.text();
}

}  // namespace iflowsim
