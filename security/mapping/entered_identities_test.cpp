#include "security/mapping/entered_identities.h"

#include <fstream>
#include <random>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "security/mapping/identity_testkit.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using nlohmann::json;
using testing::clientCertificate;

std::string textOf(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

EnteredIdentities something() {
  EnteredIdentities entered;
  entered.users["bob"] = {hashPassword("secret"), {"senders"}, {"Orders.send"}};
  entered.groups["senders"] = {"Orders.send"};
  entered.roles["Orders.send"] = "May send orders";
  const auto certificate = clientCertificate("partner");
  const CertificateMapping mapping = makeMapping("bob", certificate);
  entered.mappings[mapping.id] = mapping;
  entered.instances["orders"] = {.name = "orders"};
  entered.keys[{"orders", "one"}] = {
      .type = KeyType::ExternalCertificate, .client_id = "sb", .certificate = certificate};
  entered.clients["partner"] = {"Partner", hashPassword("s"), std::chrono::seconds(60)};
  return entered;
}

TEST(EnteredIdentities, AreWrittenAndReadAgain) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "deep" / "identities.json";
  ASSERT_TRUE(writeEntered(file, something()));

  const auto read = readEntered(file);

  ASSERT_TRUE(read) << read.error().text;
  ASSERT_TRUE(writeEntered(folder.path() / "again.json", *read));
  EXPECT_EQ(textOf(file), textOf(folder.path() / "again.json"));
}

TEST(EnteredIdentities, AreNoneWithoutAFile) {
  const testing::TemporaryFolder folder;

  const auto read = readEntered(folder.path() / "none.json");

  ASSERT_TRUE(read);
  EXPECT_TRUE(read->users.empty());
}

TEST(EnteredIdentities, AreRefusedWholeWhenAPartIsDamaged) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "identities.json";
  ASSERT_TRUE(writeEntered(file, something()));
  const json whole = json::parse(textOf(file));
  std::vector<json> damaged{json::array(), json(), json::object()};
  const auto damage = [&](auto change) {
    damaged.push_back(whole);
    change(damaged.back());
  };
  for (const auto& [part, value] : whole.items()) {
    damage([&](json& document) { document.erase(part); });
    damage([&](json& document) { document[part] = 1; });
  }
  damage([](json& document) { document["users"]["bob"]["password_hash"] = "clear"; });
  damage([](json& document) { document["users"]["bob"].erase("roles"); });
  damage([](json& document) { document["mappings"][0]["certificate"] = ""; });
  damage([](json& document) { document["mappings"][0]["certificate"] = "bm8gY2VydGlmaWNhdGU="; });
  damage([](json& document) { document["keys"][0]["type"] = "x509"; });
  damage([](json& document) { document["keys"][0]["type"] = "client_secret"; });
  damage([](json& document) { document["keys"][0]["certificate"] = ""; });
  damage([](json& document) { document["keys"][0]["secret_hash"] = "clear"; });
  damage([](json& document) { document["clients"]["partner"]["secret_hash"] = "clear"; });

  for (const json& document : damaged) {
    const auto read = readEntered(folder.write("damaged.json", document.dump()));
    ASSERT_FALSE(read) << document;
    EXPECT_EQ(read.error().code, "ENTERED-001");
    EXPECT_NE(read.error().text.find("none of them counts"), std::string::npos);
  }
}

TEST(EnteredIdentities, AreReadOrRefusedWhateverTheFileHolds) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "identities.json";
  ASSERT_TRUE(writeEntered(file, something()));
  const std::string whole = textOf(file);
  std::mt19937 random(8259);  // NOLINT(*-msc51-cpp): the same files every time

  for (int round = 0; round < 300; ++round) {
    std::string text = whole;
    for (int change = 0; change < 3; ++change) {
      text[random() % text.size()] = static_cast<char>(static_cast<unsigned char>(random()));
    }
    if (round % 3 == 0) text.resize(random() % text.size());
    const auto read = readEntered(folder.write("mutated.json", text));
    if (!read) {
      EXPECT_EQ(read.error().code, "ENTERED-001");
    }
  }
}

}  // namespace
}  // namespace iflowsim
