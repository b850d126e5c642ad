#include "adapters/http/http_receiver.h"

#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "tests/support/fake_build_context.h"

namespace iflowsim {
namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;

/// A message in front of one channel.
struct Call {
  FakeServices services;
  FakeBuildContext context{services};
  Channel channel{.id = "MessageFlow_1", .name = "To billing", .type = "HTTP", .direction = Direction::Receiver};
  Run run{{.message_id = "m", .correlation_id = "c0rre1ation"}, LogLevel::Info, services.clock};
  Exchange exchange{run};
  std::vector<std::chrono::milliseconds> waits;

  explicit Call(const Settings& settings = {}) {
    channel.version = "1.15.0";
    channel.properties.set("httpAddressWithoutQuery", "https://billing.example/orders");
    for (const auto& [name, value] : settings) channel.properties.set(name, value);
    exchange.setBody(Body(std::string("<order/>")));
    run.beginStep("ServiceTask_1", "Request", "ExternalCall", exchange);
  }

  Exchange& send() {
    std::optional<HttpConfig> config = readHttpConfig(context, channel);
    EXPECT_TRUE(config) << context.diagnostics.toText();
    const HttpReceiver receiver(*std::move(config),
                                {services.services, [this](std::chrono::milliseconds wait) { waits.push_back(wait); }});
    receiver.call(exchange);
    return exchange;
  }

  FlowError failure() {
    try {
      send();
    } catch (const FlowError& error) {
      return error;
    }
    ADD_FAILURE() << "the call went well";
    return FlowError("", "");
  }

  const OutboundRequest& request() { return services.http.last(); }
  std::string sent(const std::string& header) { return std::string(request().headers.get(header)); }

  std::string stepProperty(const std::string& name) {
    for (const auto& [key, value] : run.steps().back().properties) {
      if (key == name) return value;
    }
    return "(none)";
  }
};

TEST(HttpReceiver, PostsTheBodyToTheAddress) {
  Call call(Settings{{"httpAddressQuery", "client=100"}});

  call.send();

  EXPECT_EQ(call.request().method, "POST");
  EXPECT_EQ(call.request().url, "https://billing.example/orders?client=100");
  EXPECT_EQ(call.request().body.text(), "<order/>");
  EXPECT_EQ(call.request().timeout, std::chrono::milliseconds(60'000));
  EXPECT_EQ(call.request().site.channel_name, "To billing");
}

// P-HTTP-001
TEST(HttpReceiver, TakesAddressAndQueryOverridesFromHeaders) {
  Call call(Settings{{"httpAddressQuery", "client=100"}});
  call.exchange.headers().set("CamelHttpUri", "http://other.example/x");
  call.exchange.headers().set("CamelHttpQuery", "a=1");

  call.send();

  EXPECT_EQ(call.request().url, "http://other.example/x?a=1");
}

// P-HTTP-002
TEST(HttpReceiver, LetsADynamicAddressAndQueryWinOverInheritedHeaders) {
  Call call(
      Settings{{"httpAddressWithoutQuery", "https://${header.host}/a"}, {"httpAddressQuery", "id=${property.id}"}});
  call.exchange.headers().set("CamelHttpUri", "http://other.example/x");
  call.exchange.headers().set("CamelHttpQuery", "a=1");
  call.exchange.headers().set("host", "billing.example");
  call.exchange.properties().set("id", "7");

  call.send();

  EXPECT_EQ(call.request().url, "https://billing.example/a?id=7");
}

// P-HTTP-003
TEST(HttpReceiver, AppendsAnInheritedPathAndQuery) {
  Call call;
  call.exchange.headers().set("CamelHttpPath", "/4711");
  call.exchange.headers().set("CamelHttpQuery", "a=1");

  call.send();

  EXPECT_EQ(call.request().url, "https://billing.example/orders/4711?a=1");
}

// P-HTTP-004
TEST(HttpReceiver, IgnoresTheInboundMethodAndKeepsTheInboundHeaders) {
  Call call(Settings{{"httpMethod", "PUT"}});
  const Settings inbound{
      {"CamelHttpMethod", "GET"}, {"CamelHttpUri", "http://other.example"}, {"CamelHttpQuery", "a=1"}};
  for (const auto& [name, value] : inbound) call.exchange.headers().set(name, value);

  call.send();

  EXPECT_EQ(call.request().method, "PUT");
  for (const auto& [name, value] : inbound) EXPECT_EQ(call.exchange.headers().text(name), value);
}

TEST(HttpReceiver, TakesADynamicMethodAndPostsWithoutOne) {
  Call call(Settings{{"httpMethod", "DYNAMIC"}, {"methodSourceExpression", "${header.verb}"}});

  call.send();
  EXPECT_EQ(call.request().method, "POST");

  call.exchange.headers().set("verb", "patch");
  call.send();
  EXPECT_EQ(call.request().method, "PATCH");
}

struct BodyCase {
  std::string method;
  std::string send_body;
  bool sent;
};

// P-HTTP-005
TEST(HttpReceiver, SendsTheBodyAsTheMethodAndTheChannelSay) {
  for (const BodyCase& expected : std::vector<BodyCase>{{"POST", "false", true},
                                                        {"PUT", "false", true},
                                                        {"PATCH", "false", true},
                                                        {"GET", "false", false},
                                                        {"HEAD", "false", false},
                                                        {"DELETE", "false", false},
                                                        {"DELETE", "true", true},
                                                        {"GET", "true", true},
                                                        {"TRACE", "true", false}}) {
    Call call(Settings{{"httpMethod", expected.method}, {"httpShouldSendBody", expected.send_body}});

    call.send();

    EXPECT_EQ(call.request().send_body, expected.sent) << expected.method << ' ' << expected.send_body;
    EXPECT_EQ(call.request().body.isNull(), !expected.sent);
  }
}

struct HeaderCase {
  std::string allowed;
  bool sent;
};

// P-HTTP-006
TEST(HttpReceiver, SendsTheHeadersListed) {
  for (const HeaderCase& expected : std::vector<HeaderCase>{
           {"", false}, {"*", true}, {"x-key", true}, {"a| X-KEY", true}, {"*|a", false}, {"X-.*", false}}) {
    Call call(Settings{{"allowedRequestHeaders", expected.allowed}});
    call.exchange.headers().set("X-Key", "k");

    call.send();

    EXPECT_EQ(call.request().headers.find("X-Key") != nullptr, expected.sent) << expected.allowed;
  }
}

TEST(HttpReceiver, NeverSendsHeadersOfTheConnectionAndOfCamel) {
  Call call(Settings{{"allowedRequestHeaders", "*"}});
  for (const char* name :
       {"CamelFileName", "org.apache.camel.x", "Content-Length", "Host", "Cache-Control", "Connection", "Pragma",
        "Trailer", "Transfer-Encoding", "Upgrade", "Via", "Warning", "Date"}) {
    call.exchange.headers().set(name, "1");
  }

  call.send();

  for (const auto& [name, value] : call.request().headers) {
    EXPECT_TRUE(name == "Accept" || name == "SAP_MplCorrelationId") << name;
  }
}

// P-HTTP-007
TEST(HttpReceiver, AlwaysSendsContentTypeAndAccept) {
  Call call(Settings{{"allowedRequestHeaders", ""}});
  call.exchange.headers().set("Content-Type", "application/xml");
  call.exchange.headers().set("Accept", "text/plain");

  call.send();

  EXPECT_EQ(call.sent("Content-Type"), "application/xml");
  EXPECT_EQ(call.sent("Accept"), "*/*");
}

TEST(HttpReceiver, SendsTheAcceptHeaderOfTheMessageWhenListed) {
  Call call(Settings{{"allowedRequestHeaders", "Accept"}});
  call.exchange.headers().set("Accept", "text/plain");

  call.send();

  EXPECT_EQ(call.sent("Accept"), "text/plain");
}

TEST(HttpReceiver, KeepsLineEndsOutOfHeaders) {
  Call call(Settings{{"allowedRequestHeaders", "*"}});
  call.exchange.headers().set("X-Key", "k\r\nX-Other: 1");

  call.send();

  EXPECT_EQ(call.sent("X-Key"), "k  X-Other: 1");
}

// P-HTTP-008
TEST(HttpReceiver, MergesTheReplyOverTheMessage) {
  Call call;
  call.exchange.headers().set("kept", "1");
  call.exchange.headers().set("Content-Type", "text/xml");
  call.services.http.answer({.status = 201,
                             .headers = {{"Content-Type", "text/plain"}, {"Set-Cookie", "a=1"}, {"set-cookie", "b=2"}},
                             .body = Body(std::string("done"))});

  const Exchange& exchange = call.send();

  EXPECT_EQ(exchange.body().text(), "done");
  EXPECT_EQ(exchange.headers().text("kept"), "1");
  EXPECT_EQ(exchange.headers().text("Content-Type"), "text/plain");
  EXPECT_EQ(exchange.headers().get("Set-Cookie"), Value::list({Value("a=1"), Value("b=2")}));
  EXPECT_EQ(exchange.headers().get("CamelHttpResponseCode"), Value(201));
  EXPECT_EQ(exchange.headers().text("CamelHttpResponseText"), "Created");
}

TEST(HttpReceiver, TakesOnlyTheReplyHeadersListed) {
  Call call(Settings{{"allowedResponseHeaders", "ETag"}});
  call.services.http.answer({.headers = {{"ETag", "1"}, {"Server", "s"}}, .reason = "Fine"});

  const Exchange& exchange = call.send();

  EXPECT_EQ(exchange.headers().text("etag"), "1");
  EXPECT_FALSE(exchange.headers().contains("Server"));
  EXPECT_EQ(exchange.headers().text("CamelHttpResponseText"), "Fine");
}

// P-HTTP-009
TEST(HttpReceiver, FailsOnAStatusOutsideTheTwoHundreds) {
  for (const int status : {199, 302, 404, 500}) {
    Call call(Settings{{"httpAddressQuery", "a=b c"}});
    call.services.http.answer({.status = status, .body = Body(std::string("no"))});

    const FlowError error = call.failure();

    EXPECT_EQ(error.describe(),
              "org.apache.camel.component.ahc.AhcOperationFailedException: HTTP operation failed invoking "
              "https://billing.example/orders?a=b%20c with statusCode: " +
                  std::to_string(status));
    EXPECT_EQ(error.detail("statusCode"), std::to_string(status));
    EXPECT_EQ(error.detail("statusText"), reasonPhrase(status));
    EXPECT_EQ(error.detail("responseBody"), "no");
    EXPECT_EQ(call.exchange.body().text(), "<order/>");
  }
}

TEST(HttpReceiver, GoesOnAfterAnErrorStatusWhenItShallNotThrow) {
  Call call(Settings{{"throwExceptionOnFailure", "false"}});
  call.services.http.answer({.status = 404, .body = Body(std::string("no"))});

  const Exchange& exchange = call.send();

  EXPECT_EQ(exchange.body().text(), "no");
  EXPECT_EQ(exchange.headers().get("CamelHttpResponseCode"), Value(404));
}

TEST(HttpReceiver, StillFailsWithoutAReplyWhenItShallNotThrow) {
  Call call(Settings{{"throwExceptionOnFailure", "false"}});
  call.services.http.answer(FlowError("java.net.UnknownHostException", "billing.example"));

  EXPECT_EQ(call.failure().describe(), "java.net.UnknownHostException: billing.example");
}

// P-HTTP-010
TEST(HttpReceiver, TellsTheLogTheAddressAndTheErrorBody) {
  Call call(Settings{{"httpAddressQuery", "a=1"}});
  call.services.http.answer({.status = 500, .body = Body(std::string("broken"))});

  call.failure();

  EXPECT_EQ(call.stepProperty("RealDestinationUrl"), "https://billing.example/orders");
  EXPECT_EQ(call.stepProperty("ResponseBody"), "broken");
}

// P-HTTP-011
TEST(HttpReceiver, AttachesTheDetailsOfAFailureWithoutTheSecret) {
  Call call(Settings{{"authenticationMethod", "Basic"}, {"credentialName", "billing"}});
  call.services.credentials.add("billing", {"user", "secret"});
  call.services.http.answer({.status = 500, .headers = {{"Server", "s"}}, .body = Body(std::string("broken"))});

  call.failure();

  ASSERT_EQ(call.run.attachments().size(), 3U);
  EXPECT_NE(call.run.attachments()[0].content.find("Authorization: ***"), std::string::npos);
  EXPECT_EQ(call.run.attachments()[1].content, "Server: s\n");
  EXPECT_EQ(call.run.attachments()[2].content, "broken");
}

TEST(HttpReceiver, AttachesNothingWhenSwitchedOff) {
  Call by_channel(Settings{{"enableMPLAttachments", "false"}});
  by_channel.services.http.answer({.status = 500});
  Call by_property;
  by_property.exchange.properties().set("SAP.DisableAttachments.HTTP", "true");
  by_property.services.http.answer({.status = 500});

  by_channel.failure();
  by_property.failure();

  EXPECT_TRUE(by_channel.run.attachments().empty());
  EXPECT_TRUE(by_property.run.attachments().empty());
}

TEST(HttpReceiver, SendsTheCredentialOfBasicAuthentication) {
  Call call(Settings{{"authenticationMethod", "Basic"}, {"credentialName", "${property.alias}"}});
  call.exchange.properties().set("alias", "billing");
  call.services.credentials.add("billing", {"user", "secret"});

  call.send();

  EXPECT_EQ(call.sent("Authorization"), "Basic dXNlcjpzZWNyZXQ=");
}

// P-HTTP-012
TEST(HttpReceiver, FailsAtTheCallWithoutTheCredential) {
  Call call(Settings{{"authenticationMethod", "Basic"}, {"credentialName", "billing"}});

  const FlowError error = call.failure();

  EXPECT_EQ(error.message(),
            "[CONTENT][CONTENT_DEPLOY][NoArtifactDecriptorFoundForArtifactName]:No artifact descriptor found for "
            "artifactName billing");
  EXPECT_EQ(error.cause()->className(), "com.sap.it.nm.types.NodeManagerException");
  EXPECT_NE(call.stepProperty("Hint").find("security/credentials.yaml"), std::string::npos);
}

TEST(HttpReceiver, SaysWhichAuthenticationIsMissing) {
  Call call(Settings{{"authenticationMethod", "OAuth2 Client Credentials"}, {"proxyType", "sapcc"}});

  call.send();

  EXPECT_EQ(call.request().missing_authentication, "OAuth2 Client Credentials");
  EXPECT_TRUE(call.request().on_premise);
}

const Settings kRetry{{"retryOnConnectionFailure", "true"},
                      {"httpErrorResponseCodes", "503"},
                      {"retryInterval", "9"},
                      {"retryIteration", "2"}};

// P-HTTP-013
TEST(HttpReceiver, RetriesListedStatusesAndConnectionFailures) {
  Call call(kRetry);
  call.services.http.answer(FlowError("java.net.ConnectException", "refused"));
  call.services.http.answer({.status = 503, .headers = {{"Retry-After", "3"}}});
  call.services.http.answer({.status = 200, .body = Body(std::string("at last"))});

  EXPECT_EQ(call.send().body().text(), "at last");
  EXPECT_EQ(call.waits, (std::vector<std::chrono::milliseconds>{std::chrono::seconds(9), std::chrono::seconds(3)}));
}

TEST(HttpReceiver, FailsAfterTheLastRetry) {
  Call call(kRetry);
  call.services.http.answer({.status = 503});

  EXPECT_EQ(call.failure().detail("statusCode"), "503");
  EXPECT_EQ(call.services.http.requests().size(), 3U);
}

TEST(HttpReceiver, DoesNotRetryOtherStatuses) {
  Call call(kRetry);
  call.services.http.answer({.status = 500});

  call.failure();

  EXPECT_TRUE(call.waits.empty());
}

// P-HTTP-015
TEST(HttpReceiver, KeepsTheCookiesOfTheExchangeInAProperty) {
  Call call;
  call.context.model.settings.set("httpSessionHandling", "onExchange");
  std::size_t known = 0;
  call.services.http.onCall([&](const OutboundRequest& request) {
    known = request.cookies->lines.size();
    request.cookies->lines = {"billing.example\tFALSE\t/\tFALSE\t0\tsession\t1"};
  });

  call.send();
  EXPECT_EQ(known, 0U);
  call.send();
  EXPECT_EQ(known, 1U);

  EXPECT_EQ(call.exchange.properties().text("CamelCookieHandler"), "java.net.CookieManager");
}

TEST(HttpReceiver, LendsNoCookiesWithoutASession) {
  Call call;

  call.send();

  EXPECT_EQ(call.request().cookies, nullptr);
}

// P-HTTP-017
TEST(HttpReceiver, PutsTheCorrelationIdIntoTheMessage) {
  Call call;

  EXPECT_EQ(call.send().headers().text("SAP_MplCorrelationId"), "c0rre1ation");
}

}  // namespace
}  // namespace iflowsim
