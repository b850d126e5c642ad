#include "lab/certs/lab_endpoints.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

Channel httpsSender(std::initializer_list<std::pair<const char*, const char*>> properties) {
  Channel channel;
  channel.type = "HTTPS";
  for (const auto& [key, value] : properties) channel.properties.set(key, value);
  return channel;
}

FlowModel flowWith(Channel channel) {
  FlowModel flow;
  flow.id = "orders";
  flow.channels.push_back(std::move(channel));
  return flow;
}

TEST(LabEndpoints, AreTheHttpsSendersWithTheirAuthorization) {
  const FlowModel flow = flowWith(httpsSender(
      {{"urlPath", "/orders"}, {"senderAuthType", "RoleBased"}, {"userRole", "Orders.send"}, {"xsrfProtection", "1"}}));

  const auto endpoints = labEndpoints(flow);

  ASSERT_EQ(endpoints.size(), 1U);
  EXPECT_EQ(endpoints[0].flow, "orders");
  EXPECT_EQ(endpoints[0].path, "/http/orders");
  EXPECT_EQ(endpoints[0].access.kind, AccessRule::Kind::UserRole);
  EXPECT_EQ(endpoints[0].access.role, "Orders.send");
  EXPECT_TRUE(endpoints[0].access.csrf_protected);
}

TEST(LabEndpoints, CallSomePathBelowAWildcard) {
  EXPECT_EQ(labEndpoints(flowWith(httpsSender({{"urlPath", "/orders/*"}})))[0].path, "/http/orders/any");
}

TEST(LabEndpoints, LeaveOutReceiversOtherAdaptersAndAddressesNotConfigured) {
  Channel receiver = httpsSender({{"urlPath", "/orders"}});
  receiver.direction = Direction::Receiver;
  Channel soap = httpsSender({{"urlPath", "/orders"}});
  soap.type = "SOAP";

  EXPECT_TRUE(labEndpoints(flowWith(receiver)).empty());
  EXPECT_TRUE(labEndpoints(flowWith(soap)).empty());
  EXPECT_TRUE(labEndpoints(flowWith(httpsSender({{"urlPath", "{{address}}"}}))).empty());
}

TEST(LabEndpoints, ReadTheCertificatesOfTheChannel) {
  const auto endpoints =
      labEndpoints(flowWith(httpsSender({{"urlPath", "/orders"},
                                         {"senderAuthType", "ClientCertificate"},
                                         {"clientCertificates",
                                          "<row><cell id='clientCertificate.subjectDN'>CN=a</cell><cell "
                                          "id='clientCertificate.issuerDN'>CN=b</cell></row>"}})));

  ASSERT_EQ(endpoints.size(), 1U);
  ASSERT_EQ(endpoints[0].access.certificates.size(), 1U);
  EXPECT_EQ(endpoints[0].access.certificates[0].subject, "CN=a");
  EXPECT_EQ(endpoints[0].access.certificates[0].issuer, "CN=b");
}

TEST(LabEndpoints, AdmitNobodyByATableThatCannotBeRead) {
  const auto endpoints = labEndpoints(flowWith(
      httpsSender({{"urlPath", "/orders"}, {"senderAuthType", "ClientCertificate"}, {"clientCertificates", "<row>"}})));

  EXPECT_TRUE(endpoints.at(0).access.certificates.empty());
}

}  // namespace
}  // namespace iflowsim
