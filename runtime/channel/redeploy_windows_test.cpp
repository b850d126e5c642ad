#include "runtime/channel/redeploy_windows.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

// P-REDEPLOY-003
TEST(RedeployWindows, CoverTheAddressesOfAFlowUntilTheyAreClosed) {
  RedeployWindows windows(false);
  windows.open("orders", {{.path = "/http/orders"}, {.path = "/http/invoices"}});

  EXPECT_TRUE(windows.cover("/http/orders"));
  EXPECT_TRUE(windows.cover("/http/invoices"));
  windows.close("orders");

  EXPECT_FALSE(windows.cover("/http/orders"));
}

TEST(RedeployWindows, CoverWhatIsBelowAWildcardOnly) {
  RedeployWindows windows(false);
  windows.open("orders", {{.path = "/http/orders", .prefix = true}, {.path = "/http/single"}});

  EXPECT_TRUE(windows.cover("/http/orders"));
  EXPECT_TRUE(windows.cover("/http/orders/1/items"));
  EXPECT_FALSE(windows.cover("/http/ordersbook"));
  EXPECT_FALSE(windows.cover("/http/order"));
  EXPECT_FALSE(windows.cover("/http/single/1"));
}

TEST(RedeployWindows, CompareAsTheEndpointTableDoes) {
  RedeployWindows insensitive(false);
  insensitive.open("orders", {{.path = "/http/Orders"}});
  RedeployWindows sensitive(true);
  sensitive.open("orders", {{.path = "/http/Orders"}});

  EXPECT_TRUE(insensitive.cover("/http/oRDERS"));
  EXPECT_FALSE(sensitive.cover("/http/orders"));
  EXPECT_TRUE(sensitive.cover("/http/Orders"));
}

TEST(RedeployWindows, KeepThoseOfOtherFlowsOpen) {
  RedeployWindows windows(false);
  windows.open("orders", {{.path = "/http/orders"}});
  windows.open("invoices", {{.path = "/http/invoices"}});

  windows.close("orders");

  EXPECT_TRUE(windows.cover("/http/invoices"));
}

}  // namespace
}  // namespace iflowsim
