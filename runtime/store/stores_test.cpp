#include <functional>
#include <memory>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "runtime/store/memory/memory_number_range_store.h"
#include "runtime/store/memory/memory_variable_store.h"
#include "runtime/store/sqlite/sqlite_number_range_store.h"
#include "runtime/store/sqlite/sqlite_variable_store.h"
#include "runtime/store/store_testkit.h"

// What every store of variables and of number ranges does, whatever it keeps them in.

namespace iflowsim {
namespace {

using testkit::at;

template <typename Store>
struct Backend {
  std::string name;
  std::function<std::unique_ptr<Store>(const std::string& path)> make;
};

template <typename Store>
std::string nameOf(const testing::TestParamInfo<Backend<Store>>& info) {
  return info.param.name;
}

class Variables : public testing::TestWithParam<Backend<VariableStore>> {
 protected:
  testkit::TemporaryDirectory directory;
  std::unique_ptr<VariableStore> store = GetParam().make(directory.file("state.db"));
};

TEST_P(Variables, GivesBackWhatWasWritten) {
  const std::string value("a\0b \xE4\xF6", 6);
  store->write("flow", "last_run", value, at(1000), at(2000));

  EXPECT_EQ(store->read("flow", "last_run", at(1500)), value);
}

TEST_P(Variables, TellsAnEmptyValueFromNone) {
  store->write("flow", "last_run", "", at(1000), at(2000));

  EXPECT_EQ(store->read("flow", "last_run", at(1500)), "");
}

TEST_P(Variables, KnowsNothingOfWhatWasNeverWritten) {
  EXPECT_EQ(store->read("flow", "last_run", at(0)), std::nullopt);
}

TEST_P(Variables, KeepsScopesApart) {
  store->write("flow", "counter", "local", at(0), at(1000));
  store->write("", "counter", "global", at(0), at(1000));

  EXPECT_EQ(store->read("flow", "counter", at(1)), "local");
  EXPECT_EQ(store->read("", "counter", at(1)), "global");
  EXPECT_EQ(store->read("other", "counter", at(1)), std::nullopt);
}

// P-STORE-001
TEST_P(Variables, ForgetsAVariableAtItsExpiry) {
  store->write("", "counter", "1", at(0), at(1000));

  EXPECT_EQ(store->read("", "counter", at(999)), "1");
  EXPECT_EQ(store->read("", "counter", at(1000)), std::nullopt);
}

// P-STORE-002
TEST_P(Variables, ProlongsAVariableWhenItIsWrittenAgain) {
  store->write("", "counter", "1", at(0), at(1000));
  store->write("", "counter", "2", at(900), at(1900));

  EXPECT_EQ(store->read("", "counter", at(1500)), "2");
}

TEST_P(Variables, DeletesAVariable) {
  store->write("", "counter", "1", at(0), at(1000));

  store->remove("", "counter");

  EXPECT_EQ(store->read("", "counter", at(1)), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(
    Stores, Variables,
    testing::Values(Backend<VariableStore>{"Memory",
                                           [](const std::string&) { return std::make_unique<MemoryVariableStore>(); }},
                    Backend<VariableStore>{
                        "Sqlite", [](const std::string& path) { return SqliteVariableStore::open(path).value(); }}),
    nameOf<VariableStore>);

class NumberRanges : public testing::TestWithParam<Backend<NumberRangeStore>> {
 protected:
  testkit::TemporaryDirectory directory;
  std::unique_ptr<NumberRangeStore> store = GetParam().make(directory.file("state.db"));
};

TEST_P(NumberRanges, CountsUpFromTheMinimum) {
  store->define({.name = "orders", .minimum = 7, .field_length = 3});

  EXPECT_EQ(store->next("orders"), "007");
  EXPECT_EQ(store->next("orders"), "008");
}

TEST_P(NumberRanges, SaysThatARangeDoesNotExist) {
  const auto drawn = store->next("orders");

  ASSERT_FALSE(drawn);
  EXPECT_EQ(drawn.error().code, "NUMBER-001");
  EXPECT_EQ(drawn.error().text,
            "There is no number range 'orders'. Define it in the tenant's folder 'values', or correct the name in the "
            "flow.");
}

TEST_P(NumberRanges, FailsWhenARangeIsUsedUp) {
  store->define({.name = "orders", .minimum = 1, .maximum = 1, .rotate = false});
  store->next("orders").value();

  const auto drawn = store->next("orders");

  ASSERT_FALSE(drawn);
  EXPECT_EQ(drawn.error().code, "NUMBER-002");
}

TEST_P(NumberRanges, KeepsItsNextNumberWhenItsBoundsChange) {
  store->define({.name = "orders", .minimum = 1, .maximum = 9});
  store->next("orders").value();

  store->define({.name = "orders", .minimum = 1, .maximum = 99, .field_length = 4});

  EXPECT_EQ(store->next("orders"), "0002");
}

// P-STORE-003
TEST_P(NumberRanges, GivesTheSameNumberForTheSameKey) {
  store->define({.name = "orders", .minimum = 1});
  const std::string first = store->nextFor("orders", "correlation-1").value();

  EXPECT_EQ(store->nextFor("orders", "correlation-2"), "2");
  EXPECT_EQ(store->nextFor("orders", "correlation-1"), first);
  EXPECT_EQ(store->next("orders"), "3");
}

TEST_P(NumberRanges, SaysThatARangeForAKeyDoesNotExist) {
  EXPECT_EQ(store->nextFor("orders", "key").error().code, "NUMBER-001");
}

TEST_P(NumberRanges, NeverGivesTwoThreadsTheSameNumber) {
  constexpr int kDraws = 50;
  store->define({.name = "orders"});
  std::array<std::set<std::string>, 2> drawn;

  {
    std::vector<std::jthread> threads;
    for (auto& mine : drawn) {
      threads.emplace_back([&] {
        for (int i = 0; i < kDraws; ++i) mine.insert(store->next("orders").value());
      });
    }
  }

  drawn[0].merge(drawn[1]);
  EXPECT_EQ(drawn[0].size(), 2 * kDraws);
}

INSTANTIATE_TEST_SUITE_P(Stores, NumberRanges,
                         testing::Values(Backend<NumberRangeStore>{"Memory",
                                                                   [](const std::string&) {
                                                                     return std::make_unique<MemoryNumberRangeStore>();
                                                                   }},
                                         Backend<NumberRangeStore>{"Sqlite",
                                                                   [](const std::string& path) {
                                                                     return SqliteNumberRangeStore::open(path).value();
                                                                   }}),
                         nameOf<NumberRangeStore>);

}  // namespace
}  // namespace iflowsim
