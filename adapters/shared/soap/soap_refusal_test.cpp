#include <string>

#include <gtest/gtest.h>

#include "adapters/shared/soap/soap_document.h"

namespace iflowsim {
namespace {

constexpr const char* kOpen = "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'>";
constexpr const char* kRightNamespaces =
    " Use http://schemas.xmlsoap.org/soap/envelope/ (SOAP 1.1) or http://www.w3.org/2003/05/soap-envelope (SOAP 1.2).";
constexpr const char* kNoDtd =
    "Error reading XMLStreamReader: Received event DTD, instead of START_ELEMENT or END_ELEMENT. A DTD is not allowed "
    "in a SOAP message; send the envelope without DOCTYPE.";

SoapFault refusalOf(const std::string& xml) {
  const auto document = SoapDocument::parse(xml);
  EXPECT_FALSE(document);
  return document ? SoapFault{} : document.error();
}

std::string envelope(const std::string& content) {
  return kOpen + content + "</e:Envelope>";
}

struct Refusal {
  const char* name;
  std::string xml;
  SoapFault::Code code;
  std::string reason;
};

class RefusedEnvelope : public testing::TestWithParam<Refusal> {};

// P-SOAPMSG-012
TEST_P(RefusedEnvelope, SaysWhatIsWrongAndWhatToDo) {
  const SoapFault fault = refusalOf(GetParam().xml);

  EXPECT_EQ(fault.code, GetParam().code);
  EXPECT_EQ(fault.reason, GetParam().reason);
}

std::string nested(int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += "<a>";
  for (int i = 0; i < depth; ++i) text += "</a>";
  return text;
}

INSTANTIATE_TEST_SUITE_P(
    Envelopes, RefusedEnvelope,
    testing::Values(
        Refusal{"Empty", "", SoapFault::Code::Client,
                "Error reading XMLStreamReader: Premature end of file. Send a SOAP envelope that is well-formed XML."},
        Refusal{"NoXml", "{\"a\":1}", SoapFault::Code::Client,
                "Error reading XMLStreamReader: lineNumber: 1; columnNumber: 1; Content is not allowed in prolog. Send "
                "a SOAP envelope that is well-formed XML."},
        Refusal{"TooDeep", envelope("<e:Body>" + nested(10'000) + "</e:Body>"), SoapFault::Code::Client,
                "Error reading XMLStreamReader: The document is nested deeper than 512 elements. Send a flatter "
                "document."},
        Refusal{"Dtd",
                "<?xml version='1.0'?><!-- c --><!DOCTYPE e [<!ENTITY x 'y'>]>" + envelope("<e:Body>&x;</e:Body>"),
                SoapFault::Code::Client, kNoDtd},
        Refusal{"NoNamespace", "<Envelope/>", SoapFault::Code::VersionMismatch,
                std::string("No namespace on \"Envelope\" element.") + kRightNamespaces},
        Refusal{"OtherNamespace", "<Envelope xmlns='urn:x'/>", SoapFault::Code::VersionMismatch,
                std::string(R"("urn:x", the namespace on the "Envelope" element, is not a valid SOAP version.)") +
                    kRightNamespaces},
        Refusal{"NoEnvelope", "<Body xmlns='http://schemas.xmlsoap.org/soap/envelope/'/>", SoapFault::Code::Client,
                "The message begins with \"Body\", which is no SOAP envelope. Put it into an Envelope."},
        Refusal{"NoBody", envelope("<Body/>"), SoapFault::Code::Client,
                "The SOAP envelope has no Body of its namespace. Send exactly one."},
        Refusal{"TwoBodies", envelope("<e:Body/><e:Body/>"), SoapFault::Code::Client,
                "The SOAP envelope has 2 Body elements. Send exactly one."},
        Refusal{"TwoHeaders", envelope("<e:Header/><e:Header/><e:Body/>"), SoapFault::Code::Client,
                "The SOAP envelope has 2 Header elements. Send one at most."},
        Refusal{"HeaderBehindBody", envelope("<e:Body/><e:Header/>"), SoapFault::Code::Client,
                "The Header of the SOAP envelope stands behind its Body. Send it before."}),
    [](const auto& refusal) { return std::string(refusal.param.name); });

TEST(RefusedEnvelope, WithADtdIsNotReadFurther) {
  EXPECT_EQ(refusalOf("\xEF\xBB\xBF<!DOCTYPE a [<!ENTITY").reason, kNoDtd);
}

TEST(RefusedEnvelope, WithADtdIsRecognizedInEncodingsOfTwoBytes) {
  std::string bytes;
  for (const char c : "<!DOCTYPE a>" + envelope("<e:Body/>")) bytes.append({c, '\0'});

  EXPECT_EQ(refusalOf("\xFF\xFE" + bytes).reason, kNoDtd);
}

TEST(RefusedEnvelope, WithAnEntityThatNobodyDeclaresIsNotWellFormed) {
  EXPECT_NE(refusalOf(envelope("<e:Body>&x;</e:Body>")).reason.find("Entity 'x' not defined"), std::string::npos);
}

}  // namespace
}  // namespace iflowsim
