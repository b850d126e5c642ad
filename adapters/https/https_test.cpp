#include <gtest/gtest.h>

#include "adapters/testkit/adapter_bench.h"
#include "tests/support/fake_runner.h"
#include "tests/support/served.h"

namespace iflowsim {

void register_https(AdapterRegistry& registry);

namespace {

class HttpsSenderTest : public testing::Test {
 protected:
  HttpReply call(const std::string& method, const std::string& body) {
    HttpRequest request;
    request.method = method;
    request.path = "/http/orders";
    request.body = Body(body);
    return served(*bench.services.endpoints.find("/http/orders"), std::move(request), {"ida"});
  }

  AdapterBench bench{register_https};
  std::shared_ptr<FakeRunner> runner = std::make_shared<FakeRunner>([](Exchange& exchange) {
    if (exchange.body().text() == "bad") throw FlowError("a.Error", "bad order");
    exchange.setBody(Body("got " + exchange.body().text()));
  });
};

TEST_F(HttpsSenderTest, CarriesARequestThroughTheFlow) {
  const auto sender = bench.sender("HTTPS", {{"urlPath", "/orders"}});
  ASSERT_TRUE(sender->start(runner).has_value());

  const HttpReply reply = call("POST", "17");

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body.text(), "got 17");
  EXPECT_EQ(runner->inbound().front().sender, "Webshop");
}

TEST_F(HttpsSenderTest, AnswersAFailedMessageWithItsId) {
  const auto sender = bench.sender("HTTPS", {{"urlPath", "/orders"}});
  ASSERT_TRUE(sender->start(runner).has_value());

  const HttpReply reply = call("POST", "bad");

  EXPECT_EQ(reply.status, 500);
  EXPECT_NE(reply.body.text().find(runner->messageIds().front()), std::string::npos);
}

// P-HTTPS-030
TEST_F(HttpsSenderTest, AnswersHeadWithoutTheBody) {
  const auto sender = bench.sender("HTTPS", {{"urlPath", "/orders"}});
  ASSERT_TRUE(sender->start(runner).has_value());

  const HttpReply reply = call("HEAD", "");

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body.size(), 0U);
}

// P-HTTPS-018
TEST_F(HttpsSenderTest, FailsAMessageWhoseBodyIsTooLarge) {
  bench.build.model.settings.set("returnExceptionToSender", "true");
  const auto sender = bench.sender("HTTPS", {{"urlPath", "/orders"}, {"maximumBodySize", "1"}});
  ASSERT_TRUE(sender->start(runner).has_value());
  const auto endpoint = bench.services.endpoints.find("/http/orders");
  HttpRequest head;
  head.method = "POST";
  head.path = "/http/orders";

  const HttpReply announced = endpoint->tooLarge(head, {"ida"});
  const HttpReply sent = call("POST", std::string((1U << 20U) + 1, 'x'));

  EXPECT_EQ(endpoint->maxBody({}), 1'048'576U);
  for (const HttpReply& reply : {announced, sent}) {
    EXPECT_EQ(reply.status, 500);
    EXPECT_TRUE(reply.body.text().starts_with(
        "An internal server error occured: Message body exceeds configured size limit (1.0 MB)."));
  }
  ASSERT_EQ(runner->outcomes().size(), 2U);
  EXPECT_EQ(runner->outcomes()[0].status, RunStatus::Failed);
}

// P-HTTPS-031
TEST_F(HttpsSenderTest, ServesTheMethodsOfTheProduct) {
  const auto sender = bench.sender("HTTPS", {{"urlPath", "/orders"}});
  ASSERT_TRUE(sender->start(runner).has_value());

  const auto endpoint = bench.services.endpoints.find("/http/orders");

  EXPECT_EQ(endpoint->methods(), (std::vector<std::string>{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"}));
  EXPECT_EQ(endpoint->access().role, "ESBMessaging.send");
  EXPECT_EQ(endpoint->flowId(), runner->flowId());
  EXPECT_FALSE(endpoint->mayBlock());
}

// P-HTTPS-032
TEST_F(HttpsSenderTest, DoesNotStartOnAnAddressThatIsTaken) {
  const auto first = bench.sender("HTTPS", {{"urlPath", "/orders"}});
  const auto second = bench.sender("HTTPS", {{"urlPath", "/orders"}});
  ASSERT_TRUE(first->start(runner).has_value());

  const auto started = second->start(runner);
  second->stop();

  ASSERT_FALSE(started.has_value());
  EXPECT_EQ(started.error().code, "ENDPOINT-001");
  EXPECT_NE(bench.services.endpoints.find("/http/orders"), nullptr);
}

TEST_F(HttpsSenderTest, NamesItsAddressWithTheWildcard) {
  EXPECT_EQ(bench.sender("HTTPS", {{"urlPath", "/orders/*"}})->addresses(), std::vector<std::string>{"/http/orders/*"});
}

}  // namespace
}  // namespace iflowsim
