#include "adapters/https/https_request.h"

#include <map>

#include <gtest/gtest.h>
#include <zlib.h>

#include "adapters/shared/http_inbound.h"
#include "tests/support/manual_clock.h"

namespace iflowsim {
namespace {

class HttpsRequestTest : public testing::Test {
 protected:
  HttpsRequestTest() {
    config.address = *parseHttpsAddress("/hello");
    request.method = "POST";
    request.path = "/http/hello";
    request.host = "localhost:8443";
  }

  std::map<std::string, std::string> headersOf() {
    fillExchange(config, request, caller, exchange);
    std::map<std::string, std::string> result;
    for (const auto& [name, value] : exchange.headers()) result[name] = value.toText();
    return result;
  }

  void allow(const char* list) { config.allowed_headers = AllowedHeaders::compile(list); }
  void query(const char* text) {
    request.query = text;
    request.has_query = true;
  }

  HttpsConfig config;
  HttpRequest request;
  Principal caller;
  ManualClock clock;
  iflowsim::Run run{{.message_id = "AGpyvUXK0000000000000000000w", .correlation_id = {}}, LogLevel::Info, clock};
  Exchange exchange{run};
};

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string result(deflateBound(&stream, text.size()), '\0');
  std::string input = text;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  deflate(&stream, Z_FINISH);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  return result;
}

// P-HTTPS-009
TEST_F(HttpsRequestTest, MakesExactlyTheseHeadersWithoutAllowedHeaders) {
  request.headers = {{"Content-Type", "application/xml"}, {"Host", "localhost:8443"}, {"Accept", "*/*"}};

  EXPECT_EQ(headersOf(), (std::map<std::string, std::string>{{"CamelHttpUrl", "https://localhost:8443/http/hello"},
                                                             {"CamelServletContextPath", "/hello"},
                                                             {"CamelHttpMethod", "POST"},
                                                             {"CamelHttpPath", ""}}));
}

// P-HTTPS-010
TEST_F(HttpsRequestTest, NamesHttpAsSchemeOnCloudFoundry) {
  config.options.neo = false;

  EXPECT_EQ(headersOf()["CamelHttpUrl"], "http://localhost:8443/http/hello");
}

// P-HTTPS-011
TEST_F(HttpsRequestTest, KeepsTheQueryOutOfTheUrl) {
  query("abcd=1234");

  const auto headers = headersOf();

  EXPECT_EQ(headers.at("CamelHttpQuery"), "abcd=1234");
  EXPECT_EQ(headers.at("CamelHttpUrl"), "https://localhost:8443/http/hello");
  EXPECT_EQ(headers.count("abcd"), 0U);
}

// P-HTTPS-006
TEST_F(HttpsRequestTest, GivesTheDynamicRestOfTheAddress) {
  config.address = *parseHttpsAddress("/hello/*");
  request.path = "/http/hello/abc/def";

  const auto headers = headersOf();

  EXPECT_EQ(headers.at("CamelHttpPath"), "abc/def");
  EXPECT_EQ(headers.at("CamelServletContextPath"), "/hello");
}

// P-HTTPS-012
TEST_F(HttpsRequestTest, LetsAllowedHeadersInWithTheCallersSpelling) {
  allow("Accept|content-type");
  request.headers = {{"CONTENT-Type", "text/plain"}, {"accept", "a"}, {"Accept", "b"}, {"Authorization", "Basic x"}};

  const auto headers = headersOf();

  EXPECT_EQ(headers.at("CONTENT-Type"), "text/plain");
  EXPECT_EQ(headers.at("accept"), "a,b");
  EXPECT_EQ(headers.count("Authorization"), 0U);
}

TEST_F(HttpsRequestTest, KeepsTheContentTypeWhenTheTenantSaysSo) {
  config.options.always_keep_content_type = true;
  request.headers = {{"Content-Type", "text/plain"}};

  EXPECT_EQ(headersOf().at("Content-Type"), "text/plain");
}

// P-HTTPS-013
TEST_F(HttpsRequestTest, NeverTakesRuntimeHeadersFromTheCaller) {
  allow("*");
  request.headers = {{"CamelHttpResponseCode", "418"},
                     {"camelhttpmethod", "DELETE"},
                     {"SapAuthenticatedUserName", "root"},
                     {"SAP_MessageProcessingLogID", "AGpyvUXK1111111111111111111w"}};
  query("CamelFileName=x");

  const auto headers = headersOf();

  EXPECT_EQ(headers.count("CamelHttpResponseCode"), 0U);
  EXPECT_EQ(headers.count("CamelFileName"), 0U);
  EXPECT_EQ(headers.count("SapAuthenticatedUserName"), 0U);
  EXPECT_EQ(headers.at("CamelHttpMethod"), "POST");
  EXPECT_EQ(headers.count("SAP_MessageProcessingLogID"), 0U);
}

// P-HTTPS-014
TEST_F(HttpsRequestTest, NamesTheCallerWhenHisRoleWasChecked) {
  caller.name = "ida";

  EXPECT_EQ(headersOf().at("SapAuthenticatedUserName"), "ida");
}

// P-HTTPS-014
TEST_F(HttpsRequestTest, NamesNobodyWithClientCertificateAuthorization) {
  caller.name = "ida";
  config.access.kind = AccessRule::Kind::ClientCertificate;

  EXPECT_EQ(headersOf().count("SapAuthenticatedUserName"), 0U);
}

// P-HTTPS-015
TEST_F(HttpsRequestTest, TurnsAllowedQueryParametersIntoHeaders) {
  allow("city|tag");
  request.headers = {{"tag", "a"}};
  query("city=New+York%21&tag=b&other=1&tag");

  const auto headers = headersOf();

  EXPECT_EQ(headers.at("city"), "New York!");
  EXPECT_EQ(headers.at("tag"), "a,b,");
  EXPECT_EQ(headers.count("other"), 0U);
}

// P-HTTPS-016
TEST_F(HttpsRequestTest, RemembersTheCharacterSetOfTheBody) {
  request.headers = {{"Content-Type", "text/xml; Charset=\"ISO-8859-1\""}};

  headersOf();

  EXPECT_EQ(exchange.properties().get("CamelCharsetName").toText(), "ISO-8859-1");
}

TEST_F(HttpsRequestTest, GivesAnEmptyBodyWhenNoneWasSent) {
  headersOf();

  EXPECT_FALSE(exchange.body().isNull());
  EXPECT_EQ(exchange.body().text(), "");
}

// P-HTTPS-017
TEST_F(HttpsRequestTest, UncompressesTheBodyAndDropsItsEncoding) {
  allow("*");
  request.headers = {{"Content-Encoding", "gzip"}};
  request.body = Body(gzip("hello") + gzip(" world"));

  const auto headers = headersOf();

  EXPECT_EQ(exchange.body().text(), "hello world");
  EXPECT_EQ(headers.count("Content-Encoding"), 0U);
}

TEST_F(HttpsRequestTest, FailsOnABodyThatIsNotCompressedAsItSays) {
  request.headers = {{"Content-Encoding", "gzip"}};
  request.body = Body("hello");

  try {
    headersOf();
    FAIL() << "no failure";
  } catch (const FlowError& error) {
    EXPECT_EQ(error.describe(),
              "java.util.zip.ZipException: The body is not compressed as its Content-Encoding 'gzip' says.");
  }
}

// P-HTTPS-018
TEST_F(HttpsRequestTest, BoundsWhatACompressedBodyGrowsTo) {
  config.max_body_size = 1;
  request.headers = {{"Content-Encoding", "gzip"}};
  request.body = Body(gzip(std::string(3U << 20U, 'x')));

  try {
    headersOf();
    FAIL() << "no failure";
  } catch (const FlowError& error) {
    EXPECT_EQ(error.message(), "Message body exceeds configured size limit (1.0 MB).");
  }
}

TEST_F(HttpsRequestTest, FailsOnATruncatedCompressedBody) {
  request.headers = {{"Content-Encoding", "gzip"}};
  request.body = Body(gzip("hello world").substr(0, 12));

  EXPECT_THROW(headersOf(), FlowError);
}

// P-HTTPS-019
TEST_F(HttpsRequestTest, EvaluatesRuntimeHeadersWithoutListingThem) {
  config.sender = "Webshop";
  request.headers = {{"SAP_MessageProcessingLogLevel", "debug"},
                     {"SAP_PregeneratedMplId", "AGpyvUXK2222222222222222222w"},
                     {"SAP_MessageProcessingLogID", "AGpyvUXK3333333333333333333w"},
                     {"SAP_MplCorrelationId", "AGpyvUXK4444444444444444444w"}};

  const Inbound inbound = readInbound(config, request);

  EXPECT_EQ(inbound.log_level, "debug");
  EXPECT_EQ(inbound.message_id, "AGpyvUXK2222222222222222222w");
  EXPECT_EQ(inbound.predecessor_id, "AGpyvUXK3333333333333333333w");
  EXPECT_EQ(inbound.correlation_id, "AGpyvUXK4444444444444444444w");
  EXPECT_EQ(inbound.sender, "Webshop");
}

TEST_F(HttpsRequestTest, IgnoresIdsThatAreNone) {
  request.headers = {{"SAP_PregeneratedMplId", "'; drop table messages"}, {"SAP_MplCorrelationId", "short"}};

  const Inbound inbound = readInbound(config, request);

  EXPECT_EQ(inbound.message_id, "");
  EXPECT_EQ(inbound.correlation_id, "");
}

}  // namespace
}  // namespace iflowsim
