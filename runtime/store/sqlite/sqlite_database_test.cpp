#include "runtime/store/sqlite/sqlite_database.h"

#include <array>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "runtime/base/flow_error.h"
#include "runtime/store/sqlite/raw_statement.h"
#include "runtime/store/store_testkit.h"

namespace iflowsim {
namespace {

using testing::HasSubstr;
using testkit::TemporaryDirectory;

constexpr std::array<Migration, 3> kSchema{{
    {1, "orders", "CREATE TABLE orders (id INTEGER PRIMARY KEY); INSERT INTO orders (id) VALUES (7);"},
    {2, "city", "ALTER TABLE orders ADD COLUMN city TEXT NOT NULL DEFAULT 'Walldorf';"},
    {3, "zip", "ALTER TABLE orders ADD COLUMN zip TEXT; UPDATE orders SET zip = '69190';"},
}};

std::span<const Migration> upTo(std::size_t version) {
  return std::span(kSchema).first(version);
}

unsigned modeOf(const std::filesystem::path& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777U;
}

TEST(SqliteDatabase, BringsAnOldSchemaUpToDateAndKeepsItsRows) {
  const TemporaryDirectory directory;
  const std::string path = directory.file("test.db");
  ASSERT_TRUE(SqliteDatabase::open({.path = path, .schema = upTo(1)}));

  auto database = SqliteDatabase::open({.path = path, .schema = upTo(3)});

  ASSERT_TRUE(database);
  EXPECT_NO_THROW(executeRaw((*database)->handle(),
                             "CREATE TABLE proof (n CHECK (n = 1));"
                             "INSERT INTO proof SELECT count(*) FROM orders"
                             " WHERE id = 7 AND city = 'Walldorf' AND zip = '69190'"));
}

TEST(SqliteDatabase, AppliesAMigrationOnce) {
  const TemporaryDirectory directory;
  const std::string path = directory.file("test.db");
  ASSERT_TRUE(SqliteDatabase::open({.path = path, .schema = upTo(3)}));

  EXPECT_TRUE(SqliteDatabase::open({.path = path, .schema = upTo(3)}));
}

TEST(SqliteDatabase, RefusesANewerSchema) {
  const TemporaryDirectory directory;
  const std::string path = directory.file("test.db");
  ASSERT_TRUE(SqliteDatabase::open({.path = path, .schema = upTo(3)}));

  const auto database = SqliteDatabase::open({.path = path, .schema = upTo(2)});

  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().code, "STORE-001");
  EXPECT_EQ(database.error().text,
            path +
                ": the file has schema version 3, this program knows versions up to 2. Use the newer program that "
                "wrote it, or move the file away to start afresh.");
}

TEST(SqliteDatabase, UndoesAMigrationThatFails) {
  const TemporaryDirectory directory;
  const std::string path = directory.file("test.db");
  ASSERT_TRUE(SqliteDatabase::open({.path = path, .schema = upTo(1)}));
  const std::array<Migration, 2> broken{kSchema[0], {2, "broken", "DELETE FROM orders; CREATE NONSENSE;"}};

  const auto database = SqliteDatabase::open({.path = path, .schema = broken});

  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().code, "STORE-003");
  EXPECT_THAT(database.error().text, HasSubstr("migration 2 'broken' failed and was undone: near \"NONSENSE\""));
  auto again = SqliteDatabase::open({.path = path, .schema = upTo(2)});
  ASSERT_TRUE(again);
  EXPECT_NO_THROW(executeRaw((*again)->handle(),
                             "CREATE TABLE proof (n CHECK (n = 1)); INSERT INTO proof SELECT count(*) FROM orders"));
}

TEST(SqliteDatabase, SaysThatAFileIsNoDatabase) {
  const TemporaryDirectory directory;
  const std::string path = directory.file("test.db");
  std::ofstream(path) << "This is a text of more than a hundred bytes, which no one would take for a SQLite database, "
                         "not even SQLite itself, as it checks the first bytes of the file.";

  const auto database = SqliteDatabase::open({.path = path, .schema = upTo(1)});

  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().code, "STORE-002");
  EXPECT_THAT(database.error().text, HasSubstr(path + ": the database cannot be opened: "));
}

TEST(SqliteDatabase, SaysThatItsDirectoryCannotBeMade) {
  const TemporaryDirectory directory;
  std::ofstream(directory.file("file")) << "in the way";

  const auto database = SqliteDatabase::open({.path = directory.file("file/test.db"), .schema = upTo(1)});

  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().code, "STORE-002");
}

TEST(SqliteDatabase, IsForItsOwnerOnly) {
  const TemporaryDirectory directory;
  const std::string path = directory.file("state/deep/test.db");

  auto database = SqliteDatabase::open({.path = path, .schema = upTo(1)});

  ASSERT_TRUE(database);
  executeRaw((*database)->handle(), "INSERT INTO orders (id) VALUES (1)");
  EXPECT_EQ(modeOf(directory.path() / "state"), 0700U);
  EXPECT_EQ(modeOf(directory.path() / "state" / "deep"), 0700U);
  EXPECT_EQ(modeOf(path), 0600U);
  EXPECT_EQ(modeOf(path + "-wal"), 0600U);
}

TEST(SqliteDatabase, NamesFileAndOperationWhenItFails) {
  const TemporaryDirectory directory;
  auto database = SqliteDatabase::open({.path = directory.file("test.db"), .schema = upTo(1)});
  ASSERT_TRUE(database);

  try {
    (*database)->change("count sheep",
                        [&](Poco::Data::Session&) { executeRaw((*database)->handle(), "SELECT * FROM sheep"); });
    FAIL() << "no error";
  } catch (const FlowError& error) {
    EXPECT_EQ(error.message(), directory.file("test.db") + ": cannot count sheep: no such table: sheep");
  }
}

}  // namespace
}  // namespace iflowsim
