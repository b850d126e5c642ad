#include "adapters/shared/wsdl/bundle_paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/shared/wsdl/description_texts.h"

namespace iflowsim::wsdl {
namespace {

using ::testing::ElementsAre;

constexpr const char* kOrders = "src/main/resources/wsdl/ORDERS (1).wsdl";
constexpr const char* kTypes = "src/main/resources/xsd/Types.xsd";

const Resources& bundle() {
  static const Resources kBundle =
      testing::resourcesOf({{kOrders, ""}, {kTypes, ""}, {"src/main/resources/script/Types.groovy", ""}});
  return kBundle;
}

TEST(BundlePaths, FindWhatAChannelNames) {
  for (const char* url : {"/wsdl/ORDERS (1).wsdl", "wsdl/ORDERS (1).wsdl", "ORDERS (1).wsdl", "/wsdl/ORDERS%20(1).wsdl",
                          "src/main/resources/wsdl/ORDERS (1).wsdl", " /wsdl/ORDERS (1).wsdl "}) {
    EXPECT_EQ(findFile(bundle(), "", url), kOrders) << url;
  }
}

// P-WSDL-005
TEST(BundlePaths, FallBackToTheNameInAnyCase) {
  EXPECT_EQ(findFile(bundle(), "", "/WSDL/orders (1).WSDL"), kOrders);
  EXPECT_EQ(findFile(bundle(), "", "/wsdl/types.XSD"), kTypes);
}

TEST(BundlePaths, FindWhatAFileNamesBesideIt) {
  EXPECT_EQ(findFile(bundle(), kOrders, "../xsd/./Types.xsd"), kTypes);
  EXPECT_EQ(findFile(bundle(), kOrders, "/xsd/Types.xsd"), kTypes);
  EXPECT_EQ(findFile(bundle(), kTypes, "Types.xsd"), kTypes);
}

TEST(BundlePaths, FindNothingElse) {
  EXPECT_EQ(findFile(bundle(), "", ""), "");
  EXPECT_EQ(findFile(bundle(), "", "/wsdl/"), "");
  EXPECT_EQ(findFile(bundle(), kOrders, "Other.xsd"), "");
  EXPECT_EQ(findFile(bundle(), kOrders, "types.groovy"), "");
}

TEST(BundlePaths, KnowWhatLeavesTheBundle) {
  for (const char* reference : {"http://h/a", "https://h/a", "file:/a", "FTP://h", "//h/a", " urn:x"}) {
    EXPECT_TRUE(isExternal(reference)) << reference;
  }
  for (const char* reference : {"a.xsd", "../a.xsd", "/a.xsd", "a b:c.xsd", ""}) {
    EXPECT_FALSE(isExternal(reference)) << reference;
  }
}

TEST(BundlePaths, ListTheDescriptions) {
  EXPECT_THAT(descriptionNames(bundle()), ElementsAre("wsdl/ORDERS (1).wsdl"));
}

}  // namespace
}  // namespace iflowsim::wsdl
