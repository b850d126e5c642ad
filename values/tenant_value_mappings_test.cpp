#include "values/tenant_value_mappings.h"

#include <atomic>
#include <stop_token>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/bundle_reading.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

const MappedTerm kErp{"ERP", "Country"};
const MappedTerm kShop{"Shop", "Land"};

constexpr const char* kByHand = R"(value_mappings:
  - columns:
      - {agency: ERP, identifier: Country}
      - {agency: Shop, identifier: Land}
      - {agency: Bank, identifier: Code}
    rows:
      - [DE, Germany, 49]
      - [D, Germany, ~]
      - [AT, Austria, "0043"]
)";

std::string group(const std::string& erp, const std::string& shop, bool is_default = false) {
  return "<group><entry><agency>ERP</agency><schema>Country</schema><value>" + erp + "</value></entry><entry" +
         (is_default ? " isDefault=\"true\"" : "") + "><agency>Shop</agency><schema>Land</schema><value>" + shop +
         "</value></entry></group>";
}

Artifact bundle(const std::string& id, const std::string& groups) {
  return testing::readZipped(
             testing::companionBundle(id, "ValueMapping",
                                      {{"value_mapping.xml", "<vm version=\"2.0\">" + groups + "</vm>"}}))
      .artifacts.at(0);
}

struct Fixture {
  Diagnostics loadByHand(const std::string& text) {
    folder.write("value_mappings.yaml", text);
    return mappings.loadFile();
  }

  std::optional<std::string> shopNameOf(const std::string& country) const {
    return mappings.target(kErp, country, kShop);
  }

  testing::TemporaryFolder folder;
  TenantValueMappings mappings{folder.path() / "value_mappings.yaml"};
};

TEST(TenantValueMappings, AreThoseOfTheBundles) {
  Fixture tenant;

  EXPECT_TRUE(
      tenant.mappings.loadBundles({bundle("countries", group("DE", "Germany")), bundle("more", group("AT", "Austria"))})
          .empty());

  EXPECT_EQ(tenant.shopNameOf("DE"), "Germany");
  EXPECT_EQ(tenant.shopNameOf("AT"), "Austria");
  EXPECT_EQ(tenant.mappings.target(kShop, "Germany", kErp), "DE");
}

TEST(TenantValueMappings, AreThoseOfTheFile) {
  Fixture tenant;

  EXPECT_TRUE(tenant.loadByHand(kByHand).empty());

  EXPECT_EQ(tenant.shopNameOf("AT"), "Austria");
  EXPECT_EQ(tenant.mappings.target({"Bank", "Code"}, "0043", kErp), "AT");
  EXPECT_EQ(tenant.mappings.target({"Bank", "Code"}, "49", kShop), "Germany");
}

TEST(TenantValueMappings, HaveNoEntryInAnEmptyCell) {
  Fixture tenant;
  tenant.loadByHand(kByHand);

  EXPECT_EQ(tenant.mappings.target(kErp, "D", {"Bank", "Code"}), std::nullopt);
  EXPECT_EQ(tenant.shopNameOf("D"), "Germany");
}

// P-VALUES-001
TEST(TenantValueMappings, AreNoneForWhatIsNotThere) {
  Fixture tenant;
  tenant.mappings.loadBundles({bundle("countries", group("DE", "Germany"))});

  EXPECT_EQ(tenant.shopNameOf("FR"), std::nullopt);
  EXPECT_EQ(tenant.mappings.target({"CRM", "Country"}, "DE", kShop), std::nullopt);
  EXPECT_EQ(tenant.mappings.target({"ERP", "Code"}, "DE", kShop), std::nullopt);
  EXPECT_EQ(tenant.mappings.target(kErp, "DE", {"Shop", "Country"}), std::nullopt);
}

// P-VALUES-002
TEST(TenantValueMappings, CompareWithRegardToCase) {
  Fixture tenant;
  tenant.mappings.loadBundles({bundle("countries", group("DE", "Germany"))});

  EXPECT_EQ(tenant.shopNameOf("de"), std::nullopt);
  EXPECT_EQ(tenant.mappings.target({"erp", "Country"}, "DE", kShop), std::nullopt);
  EXPECT_EQ(tenant.mappings.target(kErp, "DE", {"Shop", "land"}), std::nullopt);
}

// P-VALUES-003
TEST(TenantValueMappings, TakeTheDefaultOfSeveralTargets) {
  Fixture tenant;
  tenant.mappings.loadBundles({bundle("a", group("DE", "Germany") + group("DE", "Deutschland", true)),
                               bundle("b", group("AT", "Austria")), bundle("c", group("AT", "Oesterreich", true))});

  EXPECT_EQ(tenant.shopNameOf("DE"), "Deutschland");
  EXPECT_EQ(tenant.shopNameOf("AT"), "Oesterreich");
}

// P-VALUES-004
TEST(TenantValueMappings, TakeTheFirstOfSeveralTargetsWithoutDefault) {
  Fixture tenant;
  tenant.mappings.loadBundles(
      {bundle("b", group("DE", "Alemania")), bundle("a", group("DE", "Germany") + group("DE", "Deutschland"))});

  EXPECT_EQ(tenant.shopNameOf("DE"), "Germany");
}

TEST(TenantValueMappings, TakeTheFirstRowOfSeveral) {
  Fixture tenant;
  tenant.loadByHand(kByHand);

  EXPECT_EQ(tenant.mappings.target(kShop, "Germany", kErp), "DE");
}

// P-VALUES-005
TEST(TenantValueMappings, PreferTheFileToTheBundles) {
  Fixture tenant;
  tenant.mappings.loadBundles({bundle("countries", group("DE", "Deutschland", true) + group("FR", "France"))});
  tenant.loadByHand(kByHand);

  EXPECT_EQ(tenant.shopNameOf("DE"), "Germany");
  EXPECT_EQ(tenant.shopNameOf("FR"), "France");
}

TEST(TenantValueMappings, GoWithTheirBundleOrFile) {
  Fixture tenant;
  tenant.mappings.loadBundles({bundle("countries", group("DE", "Germany"))});
  tenant.loadByHand(kByHand);

  tenant.mappings.loadBundles({});
  std::filesystem::remove(tenant.folder.path() / "value_mappings.yaml");
  EXPECT_TRUE(tenant.mappings.loadFile().empty());

  EXPECT_EQ(tenant.shopNameOf("DE"), std::nullopt);
}

TEST(TenantValueMappings, StayAsTheyWereWhenABundleBecomesWrong) {
  Fixture tenant;
  tenant.mappings.loadBundles({bundle("a", group("DE", "Germany")), bundle("b", group("AT", "Austria"))});

  const Diagnostics findings =
      tenant.mappings.loadBundles({bundle("a", "\n<group><entry/></group>"), bundle("b", group("AT", "Oesterreich"))});

  const Diagnostic finding = testing::findingOf(findings, "VALUES-008");
  EXPECT_THAT(finding.place.file, EndsWith("!value_mapping.xml"));
  EXPECT_EQ(finding.place.line, 2);
  EXPECT_EQ(finding.element_name, "a");
  EXPECT_EQ(tenant.shopNameOf("DE"), "Germany");
  EXPECT_EQ(tenant.shopNameOf("AT"), "Oesterreich");
}

TEST(TenantValueMappings, AreNeverMissingWhileTheyAreLoaded) {
  constexpr int kLoads = 200;
  Fixture tenant;
  const Artifact one = bundle("a", group("DE", "Germany"));
  const Artifact other = bundle("a", group("DE", "Deutschland"));
  tenant.mappings.loadBundles({one});
  std::atomic<int> missing = 0;

  {
    const std::jthread searching([&](const std::stop_token& stop) {
      while (!stop.stop_requested()) missing += tenant.shopNameOf("DE") ? 0 : 1;
    });
    for (int i = 0; i < kLoads; ++i) tenant.mappings.loadBundles({i % 2 == 0 ? other : one});
  }

  EXPECT_EQ(missing, 0);
  EXPECT_EQ(tenant.shopNameOf("DE"), "Germany");
}

TEST(TenantValueMappings, NameABundleThatCannotBeReadAtAll) {
  Fixture tenant;
  const Artifact without =
      testing::readZipped(testing::companionBundle("a", "ValueMapping", {{"other.xml", "<vm/>"}})).artifacts.at(0);

  EXPECT_TRUE(tenant.mappings.loadBundles({without}).hasErrors());
}

TEST(TenantValueMappings, StayAsTheyWereWhenTheFileIsWrong) {
  Fixture tenant;
  tenant.loadByHand(kByHand);

  const Diagnostics findings = tenant.loadByHand("value_mappings:\n  - columns: []\n");

  EXPECT_EQ(testing::findingOf(findings, "VALUES-003").place.line, 2);
  EXPECT_EQ(tenant.shopNameOf("AT"), "Austria");
}

struct WrongTable {
  std::string name;
  std::string table;
  std::string code;
  std::string text;
};

class WrongValueMapping : public ::testing::TestWithParam<WrongTable> {};

TEST_P(WrongValueMapping, IsRefusedWithItsLine) {
  Fixture tenant;

  const Diagnostics findings = tenant.loadByHand("value_mappings:\n  - " + GetParam().table + "\n");

  const Diagnostic finding = testing::findingOf(findings, GetParam().code);
  EXPECT_EQ(finding.place.line, 2) << findings.toText();
  EXPECT_THAT(finding.message, HasSubstr(GetParam().text));
}

INSTANTIATE_TEST_SUITE_P(
    Tables, WrongValueMapping,
    ::testing::Values(
        WrongTable{"OneColumn", "{columns: [{agency: A, identifier: B}]}", "VALUES-003", "less than two columns"},
        WrongTable{"ColumnTwice", "{columns: [{agency: A, identifier: B}, {agency: A, identifier: B}]}", "VALUES-004",
                   "'A B' stands twice"},
        WrongTable{"ColumnIsText", "{columns: [A, B]}", "VALUES-003", "A column is no set"},
        WrongTable{"NoIdentifier", "{columns: [{agency: A}, {agency: B}]}", "VALUES-003", "'identifier' of a column"},
        WrongTable{"ShortRow", "{columns: [{agency: A, identifier: B}, {agency: C, identifier: D}], rows: [[x]]}",
                   "VALUES-003", "for each of the 2 columns"},
        WrongTable{"CellIsList",
                   "{columns: [{agency: A, identifier: B}, {agency: C, identifier: D}], rows: [[x, [y]]]}",
                   "VALUES-003", "is no text"},
        WrongTable{"UnknownKey", "{colums: []}", "VALUES-002", "'colums'"}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace iflowsim
