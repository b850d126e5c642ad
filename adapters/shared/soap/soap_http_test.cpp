#include "adapters/shared/soap/soap_http.h"

#include <gtest/gtest.h>

#include "adapters/testkit/adapter_bench.h"

namespace iflowsim {
namespace {

void registerNothing(AdapterRegistry& /*registry*/) {}

std::optional<std::string> addressOf(const std::string& text, std::string* problem = nullptr) {
  AdapterBench bench(registerNothing);
  auto address = readCxfAddress(bench.build, AdapterBench::channel("SOAP", Direction::Sender, {{"address", text}}));
  if (problem != nullptr) *problem = bench.finding().message;
  return address;
}

TEST(CxfAddress, BeginsWithOneSlashAndEndsWithNone) {
  EXPECT_EQ(addressOf("/orders/create"), "/orders/create");
  EXPECT_EQ(addressOf(" orders/ "), "/orders");
  EXPECT_EQ(cxfAddress("/orders").path, "/cxf/orders");
}

TEST(CxfAddress, IsRefusedWithTheReason) {
  std::string problem;

  EXPECT_EQ(addressOf("", &problem), std::nullopt);
  EXPECT_EQ(problem, "The channel has no address.");
  EXPECT_EQ(addressOf("/a b", &problem), std::nullopt);
  EXPECT_EQ(problem, "Address '/a b' contains ' ', which is not allowed in an address.");
  EXPECT_EQ(addressOf("/a//b", &problem), std::nullopt);
  EXPECT_EQ(problem, "Address '/a//b' contains '//'.");
}

TEST(SoapRequestLimit, CountsAttachmentsOnlyWhereThereMayBeSome) {
  const HttpChannel channel{.max_body_size = 1, .max_attachment_size = 2};
  const HttpRequest plain{.headers = {{"Content-Type", "text/xml"}}};
  const HttpRequest multipart{.headers = {{"content-type", "Multipart/related; boundary=x"}}};

  EXPECT_EQ(maxSoapRequest(channel, plain), 1U << 20U);
  EXPECT_EQ(maxSoapRequest(channel, multipart), 3U << 20U);
}

TEST(InboundErrorText, NamesTheEndpointAndTheExceptionTwice) {
  EXPECT_EQ(
      inboundErrorText("/orders", FlowError("a.b.SomeError", "no stock")),
      "Inbound processing in endpoint at /orders failed with message \"Fault:a.b.SomeError: no stock\", caused by "
      "\"SomeError:no stock\"");
}

TEST(InboundErrorText, NamesAFaultByItsStringAndCode) {
  EXPECT_EQ(inboundErrorText("/orders", soapFaultError({.reason = "no stock"}, 500)),
            "Inbound processing in endpoint at /orders failed with message \"SoapFault:faultstring=no stock, "
            "faultcode={http://schemas.xmlsoap.org/soap/envelope/}Server\"");
}

TEST(SoapFaultError, CarriesWhatThePeerSaid) {
  const FlowError error = soapFaultError(
      {.reason = "no stock", .detail = "<why/>", .code_name = "Stock", .code_namespace = "urn:stock"}, 500);

  EXPECT_EQ(error.className(), "org.apache.cxf.binding.soap.SoapFault");
  EXPECT_EQ(error.message(), "no stock");
  EXPECT_EQ(error.detail("faultCode"), "{urn:stock}Stock");
  EXPECT_EQ(error.detail("detail"), "<why/>");
  EXPECT_EQ(error.detail("statusCode"), "500");
}

}  // namespace
}  // namespace iflowsim
