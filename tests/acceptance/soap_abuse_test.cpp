#include <algorithm>
#include <cstring>
#include <memory>

#include <curl/curl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/acceptance/soap_tenant.h"

namespace iflowsim::testing {
namespace {

using ::testing::HasSubstr;

constexpr const char* kXml = "Content-Type: text/xml";
/// What the flow can answer.
constexpr const char* kOrder = "<Order><Number>7</Number></Order>";

std::string envelope(const std::string& inside) {
  return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">" + inside + "</s:Envelope>";
}

std::string body(const std::string& payload) {
  return envelope("<s:Body>" + payload + "</s:Body>");
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

/// What is sent in chunks without end, until so many bytes are gone.
std::size_t giveBytes(char* target, std::size_t size, std::size_t count, void* left) {
  auto& rest = *static_cast<std::uint64_t*>(left);
  const std::size_t bytes = std::min<std::uint64_t>(rest, size * count);
  std::memset(target, ' ', bytes);
  rest -= bytes;
  return bytes;
}

std::size_t takeBytes(char* bytes, std::size_t size, std::size_t count, void* target) {
  static_cast<std::string*>(target)->append(bytes, size * count);
  return size * count;
}

/// Over a real server: what nobody should send is answered, and the next caller is served.
class SoapAbuse : public ::testing::Test {
 protected:
  void SetUp() override { tenant.serve(); }
  void TearDown() override { EXPECT_EQ(send(body(kOrder)).status, 200); }

  HttpReply send(const std::string& message, const std::string& type = kXml) {
    HttpCaller caller = tenant.caller();
    return caller.send(
        {.method = "POST", .path = "/cxf/soap-generic", .user = "sender:s", .headers = {type}, .body = message});
  }
  void expectFault(const HttpReply& reply, const std::string& part) const {
    EXPECT_EQ(reply.status, 500) << reply.problem;
    EXPECT_THAT(reply.body, HasSubstr("Fault>"));
    EXPECT_THAT(reply.body, HasSubstr(part));
  }
  /// Sends so many bytes in chunks and gives the status and the reply.
  std::pair<long, std::string> stream(std::uint64_t bytes) const;

  SoapTenant tenant;
};

std::pair<long, std::string> SoapAbuse::stream(std::uint64_t bytes) const {
  const std::unique_ptr<CURL, void (*)(CURL*)> curl(curl_easy_init(), curl_easy_cleanup);
  const std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers(curl_slist_append(nullptr, kXml),
                                                                   curl_slist_free_all);
  std::string reply;
  curl_easy_setopt(curl.get(), CURLOPT_URL, (tenant.runtimeUrl() + "/cxf/soap-generic").c_str());
  curl_easy_setopt(curl.get(), CURLOPT_CAINFO, (tenant.path() / ".iflowsim" / "tls" / "ca.pem").c_str());
  curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl.get(), CURLOPT_USERPWD, "sender:s");
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl.get(), CURLOPT_POST, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, giveBytes);
  curl_easy_setopt(curl.get(), CURLOPT_READDATA, &bytes);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, takeBytes);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &reply);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 120L);
  curl_easy_perform(curl.get());
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  return {status, reply};
}

TEST_F(SoapAbuse, IsAnsweredWhenItIsNoEnvelope) {
  expectFault(send("no xml"), "");
  expectFault(send("<order/>"), "");
  expectFault(send("<s:Envelope xmlns:s='urn:other'><s:Body/></s:Envelope>"), "VersionMismatch");
  expectFault(send(envelope("<s:Body/><s:Body/>")), "Client");
}

TEST_F(SoapAbuse, IsAnsweredWhenItBringsEntities) {
  const std::string laughs =
      "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c SYSTEM "
      "'file:///etc/passwd'>]>";

  const HttpReply reply = send(laughs + body("<l>&b;&c;</l>"));

  expectFault(reply, "Client");
  EXPECT_THAT(reply.body, ::testing::Not(HasSubstr("root:")));
}

TEST_F(SoapAbuse, IsAnsweredWhenItIsNestedTooDeeply) {
  expectFault(send(body(repeated("<a>", 10'000) + repeated("</a>", 10'000))), "Client");
}

TEST_F(SoapAbuse, IsAnsweredWhenItsContentTypeIsNotSoap) {
  expectFault(send("{}", "Content-Type: application/json"), "application/json");
  expectFault(send("", "Content-Type: multipart/related"), "Client");
}

TEST_F(SoapAbuse, GivesAttachmentsWithoutIdOneOfItsOwn) {
  const HttpReply reply = send("--b\r\nContent-Type: text/xml\r\n\r\n" + body(kOrder) +
                                   "\r\n--b\r\nContent-Type: text/plain\r\n\r\nfirst\r\n--b\r\nContent-Type: "
                                   "text/plain\r\n\r\nsecond\r\n--b--\r\n",
                               "Content-Type: multipart/related; type=\"text/xml\"; boundary=b");

  EXPECT_EQ(reply.status, 200) << reply.body;
}

TEST_F(SoapAbuse, IsAnsweredWhenItAnnouncesAGigabyte) {
  HttpCaller caller = tenant.caller();

  const HttpReply reply = caller.send({.method = "POST",
                                       .path = "/cxf/soap-generic",
                                       .user = "sender:s",
                                       .headers = {kXml, "Content-Length: 1073741824"}});

  expectFault(reply, "error details check MPL ID");
}

TEST_F(SoapAbuse, IsAnsweredWhenItSendsAGigabyte) {
  const auto [status, reply] = stream(std::uint64_t{1} << 30U);

  EXPECT_EQ(status, 500);
  EXPECT_THAT(reply, HasSubstr("error details check MPL ID"));
}

}  // namespace
}  // namespace iflowsim::testing
