#include "security/mapping/users_reader.h"

#include <filesystem>

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

constexpr const char* kFile = "security/users.yaml";

/// The only finding of a text, as a line; empty when there are several or none.
std::string findingOf(const std::string& yaml) {
  const auto result = readUsers(yaml, kFile);
  return result.findings.size() == 1 ? result.findings.items()[0].toText() : std::string();
}

TEST(UsersReader, GivesAUserHisOwnRolesAndThoseOfHisGroups) {
  const auto result = readUsers(
      "users:\n"
      "  - name: alice\n"
      "    password_hash: " +
          hashPassword("secret") +
          "\n"
          "    groups: [senders]\n"
          "    roles: [Orders.send]\n"
          "groups:\n"
          "  - name: senders\n"
          "    roles: [ESBMessaging.send]\n",
      kFile);

  EXPECT_TRUE(result.findings.empty()) << result.findings.toText();
  const User* alice = result.users->find("alice");
  ASSERT_NE(alice, nullptr);
  EXPECT_TRUE(alice->owns("Orders.send"));
  EXPECT_TRUE(alice->owns("ESBMessaging.send"));
  EXPECT_FALSE(alice->owns("Invoices.send"));
  EXPECT_TRUE(alice->password.matches("secret"));
}

TEST(UsersReader, TakesAClearPasswordAndWarns) {
  const auto result = readUsers("users:\n  - name: alice\n    password: secret\n", kFile);

  EXPECT_TRUE(result.users->find("alice")->password.matches("secret"));
  EXPECT_EQ(
      result.findings.toText(),
      "warning USERS-011 security/users.yaml:3:15: The password of user 'alice' stands in clear text. Replace the "
      "line by 'password_hash: <hash>'; 'iflowsim hash-password' makes the hash.\n");
}

TEST(UsersReader, NeverRepeatsAPasswordInAFinding) {
  const auto result =
      readUsers("users:\n  - {name: a, password_hash: hunter2}\n  - {name: b, password: hunter2}\n", kFile);

  EXPECT_EQ(result.findings.size(), 2U);
  EXPECT_EQ(result.findings.toText().find("hunter2"), std::string::npos);
}

TEST(UsersReader, ReportsWhatIsNoYaml) {
  const std::string finding = findingOf("users: [\n");

  EXPECT_TRUE(finding.starts_with("error USERS-001 security/users.yaml:2:1: The file is no YAML: ")) << finding;
}

TEST(UsersReader, SuggestsTheNearestKey) {
  EXPECT_EQ(findingOf("groups:\n  - name: g\n    rolls: [x]\n"),
            "error USERS-002 security/users.yaml:3:5: There is no key 'rolls' in a group. Did you mean 'roles'?");
}

TEST(UsersReader, ListsTheKnownKeysWhenNoneIsNear) {
  EXPECT_EQ(
      findingOf("passphrases: []\n"),
      "error USERS-002 security/users.yaml:1:1: There is no key 'passphrases' in the file. Known are: users, groups.");
}

TEST(UsersReader, ReportsWrongShapes) {
  EXPECT_TRUE(findingOf("users: alice\n")
                  .starts_with("error USERS-003 security/users.yaml:1:8: 'users' of the file is no list."));
  EXPECT_TRUE(findingOf("groups: [senders]\n").starts_with("error USERS-003"));
  EXPECT_TRUE(findingOf("groups:\n  - name: g\n    roles: ESBMessaging.send\n").starts_with("error USERS-003"));
  EXPECT_TRUE(findingOf("users:\n  - name: a\n    password: [x]\n").starts_with("error USERS-003"));
  EXPECT_TRUE(findingOf("- alice\n").starts_with("error USERS-003"));
}

TEST(UsersReader, ReportsAnEntryWithoutName) {
  EXPECT_EQ(findingOf("groups:\n  - roles: [x]\n"),
            "error USERS-004 security/users.yaml:2:5: The group has no name. Add 'name: <name>'.");
}

TEST(UsersReader, ReportsANameThatIsNoTextOnce) {
  EXPECT_TRUE(findingOf("groups:\n  - name: [g]\n").starts_with("error USERS-004"));
}

TEST(UsersReader, ReportsAUserDefinedTwiceAndKeepsTheFirst) {
  const auto result = readUsers("users:\n  - {name: a, password: one}\n  - {name: a, password: two}\n", kFile);

  EXPECT_NE(result.findings.toText().find("error USERS-005 security/users.yaml:3:12: User 'a' is defined twice."),
            std::string::npos);
  EXPECT_TRUE(result.users->find("a")->password.matches("one"));
}

TEST(UsersReader, ReportsAGroupDefinedTwice) {
  EXPECT_EQ(findingOf("groups:\n  - name: g\n  - name: g\n"),
            "error USERS-006 security/users.yaml:3:11: Group 'g' is defined twice. Remove one of the entries.");
}

TEST(UsersReader, ReportsAnUnknownGroupWithTheNearest) {
  const auto result =
      readUsers("users:\n  - {name: a, password: x, groups: [sender]}\ngroups:\n  - name: senders\n", kFile);

  EXPECT_NE(result.findings.toText().find("error USERS-007 security/users.yaml:2:36: User 'a' is in group 'sender', "
                                          "which is not defined. Did you mean 'senders'?"),
            std::string::npos)
      << result.findings.toText();
}

TEST(UsersReader, WarnsOfAUserWithoutPassword) {
  EXPECT_TRUE(
      findingOf("users:\n  - name: a\n").starts_with("warning USERS-008 security/users.yaml:2:5: User 'a' has"));
}

TEST(UsersReader, RefusesPasswordAndHashTogether) {
  EXPECT_EQ(findingOf("users:\n  - name: a\n    password: x\n    password_hash: y\n"),
            "error USERS-009 security/users.yaml:3:15: User 'a' has both 'password' and 'password_hash'. Remove "
            "'password'.");
}

TEST(UsersReader, RefusesAHashOfAnotherKind) {
  EXPECT_TRUE(findingOf("users:\n  - name: a\n    password_hash: $2b$12$x\n")
                  .starts_with("error USERS-010 security/users.yaml:3:20: The 'password_hash' of user 'a' is no"));
}

TEST(UsersReader, RefusesAColonInAUserName) {
  EXPECT_TRUE(findingOf("users:\n  - name: 'a:b'\n    password: x\n").starts_with("error USERS-012"));
}

TEST(UsersReader, HasNoUsersWithoutAFileAndSaysSo) {
  const auto result = readUsersFile("no/such/users.yaml");

  EXPECT_EQ(result.users->size(), 0U);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings.items()[0].code, "USERS-013");
  EXPECT_FALSE(result.findings.hasErrors());
}

TEST(UsersReader, TakesAnEmptyFile) {
  EXPECT_TRUE(readUsers("", kFile).findings.empty());
}

}  // namespace
}  // namespace iflowsim
