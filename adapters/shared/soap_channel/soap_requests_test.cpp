#include "adapters/shared/soap_channel/soap_requests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iflowsim {
namespace {

using testing::HasSubstr;

HttpRequest get(const std::string& query) {
  return {.method = "GET", .path = "/cxf/orders", .query = query, .has_query = true, .host = "localhost:8443"};
}

TEST(SoapRequests, TellTheVersionByTheContentType) {
  HttpRequest request;
  EXPECT_EQ(spokenVersion(request), SoapVersion::V11);

  request.headers.set("Content-Type",
                      "multipart/related; type=\"application/xop+xml\"; start-info=\"application/soap+xml\"");

  EXPECT_EQ(spokenVersion(request), SoapVersion::V12);
}

TEST(SoapRequests, AreRefusedForABlockThatMustBeUnderstoodByTheReceiver) {
  const SoapHeader harmless{.namespace_uri = "urn:t", .name = "a", .xml = "<a/>"};
  SoapHeader vital{.namespace_uri = "urn:t", .name = "b", .xml = "<b/>", .must_understand = true};
  EXPECT_FALSE(findNotUnderstood({harmless}).has_value());
  EXPECT_EQ(findNotUnderstood({harmless, vital})->reason, "MustUnderstand headers: [{urn:t}b] are not understood.");

  vital.actor = "urn:somebody-else";

  EXPECT_FALSE(findNotUnderstood({vital}).has_value());
}

TEST(SoapRequests, GiveTheContractUnderTheAddressThatWasCalled) {
  const auto service = WsdlService::generic(true);
  HttpRequest request = get("WSDL");
  EXPECT_THAT(publishContract(*service, request).body.text(), HasSubstr("\"http://localhost:8443/cxf/orders\""));

  request.headers.set("X-Forwarded-Proto", "https");

  EXPECT_THAT(publishContract(*service, request).body.text(), HasSubstr("\"https://localhost:8443/cxf/orders\""));
}

TEST(SoapRequests, SayWhichFileIsNotThere) {
  const HttpReply reply = publishContract(*WsdlService::generic(true), get("xsd=a%20b.xsd"));

  EXPECT_EQ(reply.status, 404);
  EXPECT_THAT(reply.body.text(), HasSubstr("a b.xsd"));
}

TEST(SoapRequests, RefuseOtherGets) {
  EXPECT_EQ(publishContract(*WsdlService::generic(true), get("id=1")).status, 405);
}

}  // namespace
}  // namespace iflowsim
