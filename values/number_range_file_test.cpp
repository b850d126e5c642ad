#include "values/number_range_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/bundle_reading.h"
#include "tests/support/fake_services.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using ::testing::EndsWith;

struct Fixture {
  Diagnostics load(const std::string& text) {
    return loadNumberRanges(folder.write("number_ranges.yaml", text), store);
  }

  testing::TemporaryFolder folder;
  MemoryStores memory;
  NumberRangeStore& store = memory.number_ranges;
};

TEST(NumberRangeFile, DefinesItsRangesInTheStore) {
  Fixture tenant;

  EXPECT_TRUE(tenant.load("number_ranges:\n  - {name: orders, minimum: 5}\n  - name: invoices\n").empty());

  EXPECT_EQ(tenant.store.next("orders").value(), "5");
  EXPECT_EQ(tenant.store.next("invoices").value(), "0");
}

TEST(NumberRangeFile, MayBeMissingOrEmpty) {
  Fixture tenant;

  EXPECT_TRUE(loadNumberRanges(tenant.folder.path() / "number_ranges.yaml", tenant.store).empty());
  EXPECT_TRUE(tenant.load("").empty());
  EXPECT_FALSE(tenant.store.next("orders"));
}

TEST(NumberRangeFile, DefinesNoneWhenOneIsWrong) {
  Fixture tenant;

  const Diagnostics findings = tenant.load("number_ranges:\n  - name: orders\n  - minimum: 5\n");

  const Diagnostic finding = testing::findingOf(findings, "VALUES-003");
  EXPECT_THAT(finding.place.file, EndsWith("number_ranges.yaml"));
  EXPECT_EQ(finding.place.line, 3);
  EXPECT_EQ(finding.message, "'name' of a number range is missing.");
  EXPECT_FALSE(tenant.store.next("orders"));
}

TEST(NumberRangeFile, RefusesARangeThatStandsTwice) {
  Fixture tenant;

  const Diagnostics findings = tenant.load("number_ranges:\n  - name: orders\n  - name: orders\n");

  EXPECT_EQ(testing::findingOf(findings, "VALUES-004").place.line, 3);
}

struct WrongRange {
  std::string name;
  std::string settings;
  std::string code;
};

class WrongNumberRange : public ::testing::TestWithParam<WrongRange> {};

TEST_P(WrongNumberRange, IsRefused) {
  Fixture tenant;

  const Diagnostics findings = tenant.load("number_ranges:\n  - {name: n, " + GetParam().settings + "}\n");

  ASSERT_EQ(findings.size(), 1U) << findings.toText();
  EXPECT_EQ(findings.items()[0].code, GetParam().code);
  EXPECT_EQ(findings.items()[0].place.line, 2);
  EXPECT_NE(findings.items()[0].remedy, "");
  EXPECT_FALSE(tenant.store.next("n"));
}

INSTANTIATE_TEST_SUITE_P(Settings, WrongNumberRange,
                         ::testing::Values(WrongRange{"MinimumBelowZero", "minimum: -1", "VALUES-005"},
                                           WrongRange{"MinimumAboveMaximum", "minimum: 9, maximum: 8", "VALUES-005"},
                                           WrongRange{"FifteenDigits", "maximum: 100000000000000", "VALUES-005"},
                                           WrongRange{"LongField", "field_length: 15", "VALUES-005"},
                                           WrongRange{"VeryLongField", "field_length: 4294967297", "VALUES-005"},
                                           WrongRange{"NoNumber", "minimum: many", "VALUES-003"},
                                           WrongRange{"NoFlag", "rotate: perhaps", "VALUES-003"},
                                           WrongRange{"UnknownKey", "minimun: 1", "VALUES-002"}),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace iflowsim
