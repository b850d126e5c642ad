#include "runtime/channel/endpoint_table.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

class FakeEndpoint final : public HttpEndpoint {
 public:
  explicit FakeEndpoint(std::string flow) : flow_(std::move(flow)) {}
  const AccessRule& access() const override { return access_; }
  const std::string& flowId() const override { return flow_; }
  const std::vector<std::string>& methods() const override { return methods_; }
  bool mayBlock() const override { return false; }
  void serve(HttpRequest, const Principal&, const ReplySink& reply) override { reply({}); }

 private:
  std::string flow_;
  AccessRule access_;
  std::vector<std::string> methods_;
};

std::shared_ptr<HttpEndpoint> endpoint(const std::string& flow) {
  return std::make_shared<FakeEndpoint>(flow);
}

TEST(EndpointTable, FindsAnAddressWithoutRegardToCase) {
  SwappedEndpointTable table;
  const auto orders = endpoint("orders");

  ASSERT_TRUE(table.add({.path = "/http/Orders"}, orders));

  EXPECT_EQ(table.find("/http/orders"), orders);
  EXPECT_EQ(table.find("/http/orders/1"), nullptr);
  EXPECT_EQ(table.find("/http/other"), nullptr);
}

TEST(EndpointTable, ComparesCaseWhenTheTenantSaysSo) {
  SwappedEndpointTable table({.case_sensitive = true});
  ASSERT_TRUE(table.add({.path = "/http/Orders"}, endpoint("orders")));

  EXPECT_EQ(table.find("/http/orders"), nullptr);
}

// P-ENDPOINT-001
TEST(EndpointTable, RefusesAnAddressInUseAndNamesItsFlow) {
  SwappedEndpointTable table;
  ASSERT_TRUE(table.add({.path = "/http/a"}, endpoint("first")));

  const auto outcome = table.add({.path = "/http/A"}, endpoint("second"));

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "ENDPOINT-001");
  EXPECT_NE(outcome.error().text.find("'first'"), std::string::npos);
}

// P-ENDPOINT-002
TEST(EndpointTable, RefusesAddressesBelowAWildcardInBothOrders) {
  SwappedEndpointTable table;
  ASSERT_TRUE(table.add({.path = "/http/customer", .prefix = true}, endpoint("wide")));
  ASSERT_TRUE(table.add({.path = "/http/order/new"}, endpoint("narrow")));

  EXPECT_EQ(table.add({.path = "/http/customer/1"}, endpoint("below")).error().code, "ENDPOINT-002");
  EXPECT_EQ(table.add({.path = "/http/order", .prefix = true}, endpoint("above")).error().code, "ENDPOINT-002");
  EXPECT_TRUE(table.add({.path = "/http/customers"}, endpoint("sibling")));
}

TEST(EndpointTable, ServesEverythingBelowAWildcard) {
  SwappedEndpointTable table;
  const auto wide = endpoint("wide");
  ASSERT_TRUE(table.add({.path = "/http/customer", .prefix = true}, wide));

  EXPECT_EQ(table.find("/http/customer/1/2"), wide);
  EXPECT_EQ(table.find("/http/customer"), wide);
  EXPECT_EQ(table.find("/http/customers"), nullptr);
}

TEST(EndpointTable, GivesTheLongestOfShareablePrefixes) {
  SwappedEndpointTable table;
  const auto narrow = endpoint("narrow");
  const auto wide = endpoint("wide");
  ASSERT_TRUE(table.add({.path = "/cxf/a", .prefix = true, .shareable = true}, wide));
  ASSERT_TRUE(table.add({.path = "/cxf/a/b", .prefix = true, .shareable = true}, narrow));

  EXPECT_EQ(table.find("/cxf/a/b/c"), narrow);
  EXPECT_EQ(table.find("/cxf/a/x"), wide);

  table.remove(*narrow);

  EXPECT_EQ(table.find("/cxf/a/b/c"), wide);
}

TEST(EndpointTable, KnowsTheAddressesOfAFlow) {
  SwappedEndpointTable table;
  ASSERT_TRUE(table.add({.path = "/http/Orders", .prefix = true}, endpoint("orders")));
  ASSERT_TRUE(table.add({.path = "/http/invoices"}, endpoint("invoices")));

  const auto addresses = table.addressesOf("orders");

  ASSERT_EQ(addresses.size(), 1U);
  EXPECT_EQ(addresses.front().path, "/http/Orders");
  EXPECT_TRUE(addresses.front().prefix);
  EXPECT_TRUE(table.addressesOf("other").empty());
}

}  // namespace
}  // namespace iflowsim
