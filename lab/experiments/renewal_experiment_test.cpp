#include "lab/experiments/renewal_experiment.h"

#include <atomic>
#include <thread>

#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/X509Certificate.h>
#include <gtest/gtest.h>

#include "lab/certs/certificate_lab.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using testing::TemporaryFolder;

/// A server that answers with the status it is told and counts what it answered.
class Flow final : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& /*request*/) override {
    return new Handler(*this);
  }

  void release() {
    holds = false;
    holds.notify_all();
  }

  std::atomic<int> status = 200;
  std::atomic<std::uint64_t> answered = 0;
  /// Answers wait until they are released.
  std::atomic<bool> holds = false;

 private:
  class Handler final : public Poco::Net::HTTPRequestHandler {
   public:
    explicit Handler(Flow& flow) : flow_(flow) {}
    void handleRequest(Poco::Net::HTTPServerRequest& /*request*/, Poco::Net::HTTPServerResponse& response) override {
      ++flow_.answered;
      flow_.answered.notify_all();
      flow_.holds.wait(true);
      response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(flow_.status.load()));
      response.setContentLength(0);
      response.send();
    }

   private:
    Flow& flow_;
  };
};

/// The certificate lab and a server with its certificates, which takes client certificates of the training root only.
class Ground {
 public:
  Ground() {
    const TimePoint now = SystemClock().now();
    EXPECT_TRUE(makeCertificateLab(folder_.path(), {.now = now, .callers_now = now}));
    Poco::Net::Context::Params params;
    params.privateKeyFile = (certs() / "server" / "server.key").string();
    params.certificateFile = (certs() / "server" / "server.pem").string();
    params.caLocation = (certs() / "authorities" / "root.pem").string();
    params.verificationMode = Poco::Net::Context::VERIFY_STRICT;
    Poco::Net::Context::Ptr context = new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, params);
    context->enableExtendedCertificateVerification(false);
    const Poco::Net::SecureServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", 0), 64, context);
    port_ = socket.address().port();
    auto* server_params = new Poco::Net::HTTPServerParams;
    server_params->setKeepAlive(true);
    server_params->setMaxKeepAliveRequests(0);
    server_ = std::make_unique<Poco::Net::HTTPServer>(flow, socket, server_params);
    server_->start();
  }
  ~Ground() { server_->stopAll(true); }

  fs::path certs() const { return folder_.path() / "certs"; }
  ClientIdentity client(const std::string& name) const {
    return {.chain = certs() / "clients" / (name + ".pem"), .key = certs() / "clients" / (name + ".key")};
  }
  LoadTarget target() const {
    return {.host = "localhost", .port = port_, .path = "/", .ca = certs() / "authorities" / "root.pem"};
  }
  RenewalPlan plan() const {
    return {.server = target(),
            .before = client("good"),
            .after = client("renewed-other-dn"),
            .connections = 2,
            .calls_per_second = 100,
            .lead_seconds = 1,
            .middle_seconds = 0,
            .tail_seconds = 1};
  }

  Flow::Ptr flow = new Flow;
  Flow& told() { return *flow.cast<Flow>(); }

 private:
  TemporaryFolder folder_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Poco::Net::HTTPServer> server_;
};

TEST(LoadClient, SortsAnswersByTheirStatus) {
  EXPECT_EQ(outcomeOfStatus(204), CallOutcome::Served);
  EXPECT_EQ(outcomeOfStatus(401), CallOutcome::Refused);
  EXPECT_EQ(outcomeOfStatus(403), CallOutcome::Refused);
  EXPECT_EQ(outcomeOfStatus(404), CallOutcome::Unavailable);
  EXPECT_EQ(outcomeOfStatus(503), CallOutcome::Unavailable);
  EXPECT_EQ(outcomeOfStatus(500), CallOutcome::Failed);
}

TEST(LoadClient, CountsAsManyCallsAsTheServer) {
  Ground ground;
  const auto load = LoadClient::make(
      {.target = ground.target(), .identity = ground.client("good"), .connections = 2, .calls_per_second = 200});
  ASSERT_TRUE(load) << load.error().text;

  (*load)->start();
  EXPECT_TRUE((*load)->waitForCalls(50, std::chrono::seconds(30)));
  (*load)->stop();

  const auto total = (*load)->timeline().total();
  EXPECT_EQ(callsOf(total), ground.told().answered.load());
  EXPECT_EQ(lossesOf(total), 0U);
}

TEST(LoadClient, WaitsForTheCallsThatAreUnderWay) {
  Ground ground;
  ground.told().holds = true;
  const auto load = LoadClient::make(
      {.target = ground.target(), .identity = ground.client("good"), .connections = 2, .calls_per_second = 200});
  ASSERT_TRUE(load) << load.error().text;
  (*load)->start();
  ground.told().answered.wait(0);

  EXPECT_FALSE((*load)->waitForCallsUnderWay(milliseconds(50)));
  ground.told().release();
  EXPECT_TRUE((*load)->waitForCallsUnderWay(std::chrono::seconds(30)));
  (*load)->stop();
}

TEST(LoadClient, CountsHandshakesThatFailAsLost) {
  Ground ground;
  const auto load = LoadClient::make(
      {.target = ground.target(), .identity = ground.client("self-signed"), .connections = 1, .calls_per_second = 50});
  ASSERT_TRUE(load) << load.error().text;

  (*load)->start();
  EXPECT_TRUE((*load)->waitForCalls(3, std::chrono::seconds(30)));
  (*load)->stop();

  const auto total = (*load)->timeline().total();
  EXPECT_EQ(total[static_cast<std::size_t>(CallOutcome::Lost)], callsOf(total));
  EXPECT_EQ(ground.told().answered.load(), 0U);
}

TEST(LoadClient, NamesTheCertificateItCannotUse) {
  Ground ground;

  const auto load = LoadClient::make({.target = ground.target(), .identity = ground.client("nobody")});

  ASSERT_FALSE(load);
  EXPECT_EQ(load.error().code, "LOAD-001");
  EXPECT_NE(load.error().text.find("nobody.pem"), std::string::npos);
}

TEST(RenewalExperiment, LosesNothingWhenTheFlowStaysThere) {
  Ground ground;

  const auto run = runRenewal(
      ground.plan(),
      {.title = "By mapping", .path = "/", .change = "mapping added", .renew = [] { return Result<void>(); }});

  ASSERT_TRUE(run) << run.error().text;
  OutcomeTimeline::Counts total{};
  for (const auto& counts : run->intervals) {
    for (std::size_t i = 0; i < kCallOutcomes; ++i) total[i] += counts[i];
  }
  EXPECT_EQ(lossesOf(total), 0U);
  EXPECT_EQ(callsOf(total), ground.told().answered.load());
  ASSERT_EQ(run->marks.size(), 3U);
  EXPECT_EQ(run->marks[1].what, "mapping added");
}

TEST(RenewalExperiment, CountsWhatIsLostWhileTheFlowIsDown) {
  Ground ground;
  const auto redeploy = [&ground]() -> Result<void> {
    const std::uint64_t before = ground.told().answered;
    ground.told().status = 404;
    while (ground.told().answered < before + 10) std::this_thread::yield();
    ground.told().status = 200;
    return {};
  };

  const auto run =
      runRenewal(ground.plan(), {.title = "By channel", .path = "/", .change = "redeployed", .renew = redeploy});

  ASSERT_TRUE(run) << run.error().text;
  std::uint64_t unavailable = 0;
  for (const auto& counts : run->intervals) unavailable += counts[static_cast<std::size_t>(CallOutcome::Unavailable)];
  EXPECT_GE(unavailable, 9U);
}

TEST(RenewalExperiment, DoesNotBeginWithAFlowThatRefuses) {
  Ground ground;
  ground.told().status = 401;

  const auto run = runRenewal(
      ground.plan(), {.title = "By mapping", .path = "/", .change = "", .renew = [] { return Result<void>(); }});

  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().code, "EXPERIMENT-001");
}

TEST(RenewalExperiment, EndsWithTheErrorOfTheChange) {
  Ground ground;

  const auto run = runRenewal(ground.plan(), {.title = "By mapping", .path = "/", .change = "", .renew = [] {
                                                return Result<void>(failure("API-400", "No such thing."));
                                              }});

  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().code, "API-400");
}

TEST(RenewalExperiment, WaitsUntilTheFlowIsThereAgain) {
  int asked = 0;
  const auto deployed_at = [&asked]() -> std::string {
    const char* answers[] = {"08:00", "", "08:02"};
    return answers[asked++];
  };

  EXPECT_TRUE(awaitRedeployment(deployed_at, "08:00", std::chrono::seconds(30)));
  EXPECT_EQ(asked, 3);
}

TEST(RenewalExperiment, SaysWhenTheFlowWasNotDeployedAgain) {
  const auto waited = awaitRedeployment([] { return std::string("08:00"); }, "08:00", milliseconds(0));

  ASSERT_FALSE(waited);
  EXPECT_EQ(waited.error().code, "EXPERIMENT-003");
}

}  // namespace
}  // namespace iflowsim
