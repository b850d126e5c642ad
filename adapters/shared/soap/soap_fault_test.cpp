#include "adapters/shared/soap/soap_fault.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

// P-SOAPMSG-010
TEST(SoapFault, IsWrittenInSoap11AsObserved) {
  const SoapFault fault{.reason = "CustomerData could not be read from CRM Database"};

  EXPECT_EQ(writeFault(fault, SoapVersion::V11),
            R"(<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault>)"
            "<faultcode>soap:Server</faultcode>"
            "<faultstring>CustomerData could not be read from CRM Database</faultstring>"
            "</soap:Fault></soap:Body></soap:Envelope>");
}

// P-SOAPMSG-011
TEST(SoapFault, IsWrittenInSoap12WithCodeAndReason) {
  const SoapFault fault{.code = SoapFault::Code::Client, .reason = "Send less."};

  EXPECT_EQ(writeFault(fault, SoapVersion::V12),
            R"(<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Body><soap:Fault>)"
            "<soap:Code><soap:Value>soap:Sender</soap:Value></soap:Code>"
            "<soap:Reason><soap:Text xml:lang=\"en\">Send less.</soap:Text></soap:Reason>"
            "</soap:Fault></soap:Body></soap:Envelope>");
}

TEST(SoapFault, HasActorAndDetailAfterTheReason) {
  const SoapFault fault{.reason = "r", .detail = "<d xmlns=\"urn:d\">1</d>", .actor = "urn:a&b"};

  EXPECT_NE(writeFault(fault, SoapVersion::V11)
                .find("<faultstring>r</faultstring><faultactor>urn:a&amp;b</faultactor>"
                      "<detail><d xmlns=\"urn:d\">1</d></detail></soap:Fault>"),
            std::string::npos);
  EXPECT_NE(writeFault(fault, SoapVersion::V12)
                .find("</soap:Reason><soap:Role>urn:a&amp;b</soap:Role>"
                      "<soap:Detail><d xmlns=\"urn:d\">1</d></soap:Detail></soap:Fault>"),
            std::string::npos);
}

struct CodeCase {
  SoapFault::Code code;
  const char* of11;
  const char* of12;
};

class SoapFaultCode : public testing::TestWithParam<CodeCase> {};

TEST_P(SoapFaultCode, IsWrittenInTheWordsOfTheVersion) {
  const SoapFault fault{.code = GetParam().code, .reason = "r"};

  EXPECT_NE(writeFault(fault, SoapVersion::V11).find(GetParam().of11), std::string::npos);
  EXPECT_NE(writeFault(fault, SoapVersion::V12).find(GetParam().of12), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Codes, SoapFaultCode,
    testing::Values(CodeCase{SoapFault::Code::Client, "<faultcode>soap:Client</faultcode>",
                             "<soap:Value>soap:Sender</soap:Value>"},
                    CodeCase{SoapFault::Code::Server, "<faultcode>soap:Server</faultcode>",
                             "<soap:Value>soap:Receiver</soap:Value>"},
                    CodeCase{SoapFault::Code::MustUnderstand, "<faultcode>soap:MustUnderstand</faultcode>",
                             "<soap:Value>soap:MustUnderstand</soap:Value>"},
                    CodeCase{SoapFault::Code::VersionMismatch, "<faultcode>soap:VersionMismatch</faultcode>",
                             "<soap:Value>soap:VersionMismatch</soap:Value>"}));

TEST(SoapFault, WritesACodeOfItsOwnWithItsNamespace) {
  const SoapFault fault{.reason = "r", .code_name = "NoStock", .code_namespace = "urn:shop"};

  EXPECT_NE(writeFault(fault, SoapVersion::V11).find("<faultcode xmlns:ns1=\"urn:shop\">ns1:NoStock</faultcode>"),
            std::string::npos);
  EXPECT_NE(writeFault(fault, SoapVersion::V12)
                .find("<soap:Value>soap:Receiver</soap:Value><soap:Subcode><soap:Value xmlns:ns1=\"urn:shop\">"
                      "ns1:NoStock</soap:Value></soap:Subcode></soap:Code>"),
            std::string::npos);
}

TEST(SoapFault, WritesACodeWithoutNamespaceAndOneOfTheEnvelope) {
  const SoapFault bare{.reason = "r", .code_name = "NoStock"};
  const SoapFault dotted{
      .reason = "r", .code_name = "Client.NoStock", .code_namespace = "http://schemas.xmlsoap.org/soap/envelope/"};

  EXPECT_NE(writeFault(bare, SoapVersion::V11).find("<faultcode>NoStock</faultcode>"), std::string::npos);
  EXPECT_NE(writeFault(dotted, SoapVersion::V11).find("<faultcode>soap:Client.NoStock</faultcode>"), std::string::npos);
}

TEST(SoapFault, EscapesItsTexts) {
  const SoapFault fault{.reason = "a < b & c's \x01"};

  EXPECT_NE(writeFault(fault, SoapVersion::V11).find("<faultstring>a &lt; b &amp; c's \xEF\xBF\xBD</faultstring>"),
            std::string::npos);
}

TEST(SoapVersion, HasItsNamespaceAndMediaType) {
  EXPECT_EQ(envelopeNamespace(SoapVersion::V11), "http://schemas.xmlsoap.org/soap/envelope/");
  EXPECT_EQ(mediaType(SoapVersion::V11), "text/xml");
  EXPECT_EQ(envelopeNamespace(SoapVersion::V12), "http://www.w3.org/2003/05/soap-envelope");
  EXPECT_EQ(mediaType(SoapVersion::V12), "application/soap+xml");
}

}  // namespace
}  // namespace iflowsim
