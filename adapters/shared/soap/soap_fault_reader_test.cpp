#include "adapters/shared/soap/soap_fault_reader.h"

#include <gtest/gtest.h>

#include "adapters/shared/soap/soap_document.h"

namespace iflowsim {
namespace {

SoapFault read(const std::string& namespace_uri, const std::string& content) {
  const auto document = SoapDocument::parse("<e:Envelope xmlns:e='" + namespace_uri + "'><e:Body><e:Fault>" + content +
                                            "</e:Fault></e:Body></e:Envelope>");
  EXPECT_TRUE(document && document->isFault());
  return document->fault();
}

SoapFault read11(const std::string& content) {
  return read("http://schemas.xmlsoap.org/soap/envelope/", content);
}

SoapFault read12(const std::string& content) {
  return read("http://www.w3.org/2003/05/soap-envelope", content);
}

TEST(ReceivedFault, OfSoap11IsReadWithItsParts) {
  const SoapFault fault = read11(
      "<faultcode>e:Client</faultcode><faultstring> No stock </faultstring><faultactor>urn:a</faultactor>"
      "<detail><d:x xmlns:d='urn:d'>1</d:x><y/></detail>");

  EXPECT_EQ(fault.code, SoapFault::Code::Client);
  EXPECT_EQ(fault.code_name, "");
  EXPECT_EQ(fault.reason, "No stock");
  EXPECT_EQ(fault.actor, "urn:a");
  EXPECT_EQ(fault.detail,
            "<d:x xmlns:d=\"urn:d\" xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\">1</d:x>"
            "<y xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"/>");
}

TEST(ReceivedFault, OfSoap12IsReadWithItsParts) {
  const SoapFault fault = read12(
      "<e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value xmlns:m='urn:m'>m:NoStock</e:Value></e:Subcode></e:Code>"
      "<e:Reason><e:Text xml:lang='de'>leer</e:Text><e:Text xml:lang='en-US'>No stock</e:Text></e:Reason>"
      "<e:Role>urn:a</e:Role><e:Detail> text </e:Detail>");

  EXPECT_EQ(fault.code, SoapFault::Code::Client);
  EXPECT_EQ(fault.code_name, "NoStock");
  EXPECT_EQ(fault.code_namespace, "urn:m");
  EXPECT_EQ(fault.reason, "No stock");
  EXPECT_EQ(fault.actor, "urn:a");
  EXPECT_EQ(fault.detail, "text");
}

TEST(ReceivedFault, TakesTheFirstReasonWhenNoneIsEnglish) {
  EXPECT_EQ(read12("<e:Reason><e:Text xml:lang='de'>leer</e:Text></e:Reason>").reason, "leer");
}

TEST(ReceivedFault, KeepsCodesOfItsOwn) {
  const SoapFault own = read11("<faultcode xmlns:m='urn:m'>m:NoStock</faultcode>");
  const SoapFault dotted = read11("<faultcode>e:Client.NoStock</faultcode>");
  const SoapFault bare = read11("<faultcode>Client</faultcode>");

  EXPECT_EQ(own.code, SoapFault::Code::Server);
  EXPECT_EQ(own.code_name, "NoStock");
  EXPECT_EQ(own.code_namespace, "urn:m");
  EXPECT_EQ(dotted.code, SoapFault::Code::Client);
  EXPECT_EQ(dotted.code_name, "Client.NoStock");
  EXPECT_EQ(bare.code, SoapFault::Code::Client);
  EXPECT_EQ(bare.code_name, "");
}

TEST(ReceivedFault, MayBeEmpty) {
  EXPECT_EQ(read11("").code, SoapFault::Code::Server);
  EXPECT_EQ(read11("").reason, "");
  EXPECT_EQ(read12("<e:Code/><e:Reason/>").reason, "");
}

TEST(ReceivedFault, IsTheSameAfterItIsWritten) {
  const SoapFault fault{.code = SoapFault::Code::Client,
                        .reason = "a < b",
                        .detail = "<x/>",
                        .actor = "urn:a",
                        .code_name = "NoStock",
                        .code_namespace = "urn:m"};

  const auto document = SoapDocument::parse(writeFault(fault, SoapVersion::V12));

  ASSERT_TRUE(document);
  EXPECT_EQ(document->fault().reason, "a < b");
  EXPECT_EQ(document->fault().code_name, "NoStock");
  EXPECT_EQ(document->fault().code_namespace, "urn:m");
}

TEST(ReceivedFault, IsNoneInAnEnvelopeWithoutOne) {
  const auto document = SoapDocument::parse(
      "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><Fault/></e:Body>"
      "</e:Envelope>");

  ASSERT_TRUE(document);
  EXPECT_FALSE(document->isFault());
}

}  // namespace
}  // namespace iflowsim
