#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include <gtest/gtest.h>

#include "runtime/store/memory/memory_data_store.h"
#include "runtime/store/sqlite/sqlite_data_store.h"
#include "runtime/store/store_testkit.h"

// What every data store does, whatever it keeps its entries in.

namespace iflowsim {
namespace {

using testkit::at;

struct Backend {
  std::string name;
  std::function<std::unique_ptr<DataStore>(const std::string& path)> make;
};

class DataStores : public testing::TestWithParam<Backend> {
 protected:
  bool put(const DataStoreKey& key, const std::string& data, bool overwrite = false, TimePoint now = at(0)) {
    return store->put(
        key, {.data = data, .headers = {}, .expires = now + std::chrono::seconds{1}, .overwrite = overwrite}, now);
  }
  std::string dataOf(const DataStoreKey& key, TimePoint now = at(1)) {
    const auto entry = store->get(key, now);
    return entry ? entry->data : "none";
  }
  std::string selected(std::size_t most, TimePoint now = at(1)) {
    std::string ids;
    for (const auto& entry : store->select("flow", "orders", most, now)) ids += entry.id + ' ';
    return ids;
  }

  testkit::TemporaryDirectory directory;
  std::unique_ptr<DataStore> store = GetParam().make(directory.file("state.db"));
};

TEST_P(DataStores, GiveBackWhatWasPut) {
  const std::string data("a\0b \xE4\xF6", 6);
  const std::vector<std::pair<std::string, std::string>> headers{{"B", "2"}, {"A", ""}};
  ASSERT_TRUE(store->put({"flow", "orders", "1"}, {.data = data, .headers = headers, .expires = at(2000)}, at(1000)));

  const auto entry = store->get({"flow", "orders", "1"}, at(1500));

  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->id, "1");
  EXPECT_EQ(entry->data, data);
  EXPECT_EQ(entry->headers, headers);
  EXPECT_EQ(entry->created, at(1000));
  EXPECT_EQ(entry->expires, at(2000));
}

TEST_P(DataStores, TellAnEmptyEntryFromNone) {
  ASSERT_TRUE(put({"flow", "orders", "1"}, ""));

  EXPECT_EQ(dataOf({"flow", "orders", "1"}), "");
  EXPECT_EQ(dataOf({"flow", "orders", "2"}), "none");
}

TEST_P(DataStores, KeepScopesAndStoresApart) {
  ASSERT_TRUE(put({"flow", "orders", "1"}, "local"));
  ASSERT_TRUE(put({"", "orders", "1"}, "global"));
  ASSERT_TRUE(put({"flow", "bills", "1"}, "bill"));

  EXPECT_EQ(dataOf({"flow", "orders", "1"}), "local");
  EXPECT_EQ(dataOf({"", "orders", "1"}), "global");
  EXPECT_EQ(dataOf({"flow", "bills", "1"}), "bill");
  EXPECT_EQ(dataOf({"other", "orders", "1"}), "none");
  EXPECT_EQ(selected(9), "1 ");
}

TEST_P(DataStores, LeaveAnEntryAloneThatMayNotBeOverwritten) {
  ASSERT_TRUE(put({"flow", "orders", "1"}, "first"));

  EXPECT_FALSE(put({"flow", "orders", "1"}, "second"));
  EXPECT_EQ(dataOf({"flow", "orders", "1"}), "first");
}

TEST_P(DataStores, OverwriteAnEntryAndCountItAsNew) {
  ASSERT_TRUE(put({"flow", "orders", "1"}, "first"));
  ASSERT_TRUE(put({"flow", "orders", "2"}, "other"));

  EXPECT_TRUE(put({"flow", "orders", "1"}, "second", true));
  EXPECT_EQ(dataOf({"flow", "orders", "1"}), "second");
  EXPECT_EQ(selected(9), "2 1 ");
}

TEST_P(DataStores, ForgetAnEntryAtItsExpiry) {
  ASSERT_TRUE(put({"flow", "orders", "1"}, "first"));

  EXPECT_EQ(dataOf({"flow", "orders", "1"}, at(999)), "first");
  EXPECT_EQ(dataOf({"flow", "orders", "1"}, at(1000)), "none");
  EXPECT_EQ(selected(9, at(1000)), "");
  EXPECT_TRUE(put({"flow", "orders", "1"}, "second", false, at(1000)));
  EXPECT_EQ(dataOf({"flow", "orders", "1"}, at(1001)), "second");
}

TEST_P(DataStores, DeleteAnEntryAndNoOther) {
  ASSERT_TRUE(put({"flow", "orders", "1"}, "first"));
  ASSERT_TRUE(put({"flow", "orders", "2"}, "second"));

  store->remove({"flow", "orders", "1"});
  store->remove({"flow", "orders", "3"});

  EXPECT_EQ(selected(9), "2 ");
}

TEST_P(DataStores, SelectAsManyAsAreAskedForAndTheOldestFirst) {
  for (const char* id : {"c", "a", "b"}) ASSERT_TRUE(put({"flow", "orders", id}, id));

  EXPECT_EQ(selected(2), "c a ");
  EXPECT_EQ(selected(0), "");
  EXPECT_EQ(selected(static_cast<std::size_t>(-1)), "c a b ");
}

TEST_P(DataStores, LetOneOfManyThreadsPutAnEntry) {
  std::atomic<int> written = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        if (put({"flow", "orders", "1"}, "data")) ++written;
      });
    }
  }

  EXPECT_EQ(written, 1);
}

INSTANTIATE_TEST_SUITE_P(
    Stores, DataStores,
    testing::Values(Backend{"Memory", [](const std::string&) { return std::make_unique<MemoryDataStore>(); }},
                    Backend{"Sqlite", [](const std::string& path) { return SqliteDataStore::open(path).value(); }}),
    [](const auto& parameter) { return parameter.param.name; });

TEST(SqliteDataStore, KeepsEntriesWhenItIsOpenedAgain) {
  const testkit::TemporaryDirectory directory;
  const std::string path = directory.file("state.db");
  ASSERT_TRUE(SqliteDataStore::open(path).value()->put(
      {"", "orders", "1"}, {.data = "kept", .headers = {{"A", "1"}}, .expires = at(1000)}, at(0)));

  const auto entry = SqliteDataStore::open(path).value()->get({"", "orders", "1"}, at(1));

  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->data, "kept");
}

}  // namespace
}  // namespace iflowsim
