#include "app/verbs/command_line.h"

#include <stdexcept>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

#include "app/verbs/verbs_testkit.h"

namespace iflowsim {
namespace {

class NamedVerb final : public Verb {
 public:
  std::string name() const override { return "same"; }
  std::string summary() const override { return ""; }
  void setup(CLI::App& /*command*/) override {}
  int run(Console& /*console*/) override { return 0; }
};

TEST(CommandLine, ListsItsVerbsWithoutArguments) {
  const Ran ran = runVerb({});

  EXPECT_EQ(ran.code, 0);
  for (const char* verb : {"check",         "deploy",   "undeploy", "restart",      "fire",
                           "flows",         "logs",     "log ",     "log-level",    "import",
                           "hash-password", "explain",  "mapping",  "user",         "group",
                           "role",          "instance", "key",      "oauth-client", "Exit codes: 0 done;"}) {
    EXPECT_NE(ran.out.find(verb), std::string::npos) << verb;
  }
}

TEST(CommandLine, ExplainsEveryVerbWithAnExample) {
  for (const char* verb :
       {"check", "deploy", "undeploy", "restart", "fire", "flows", "logs", "log", "log-level", "import",
        "hash-password", "explain", "mapping", "user", "group", "role", "instance", "key", "oauth-client"}) {
    const Ran ran = runVerb({verb, "--help"});

    EXPECT_EQ(ran.code, 0) << verb;
    EXPECT_NE(ran.out.find("Example"), std::string::npos) << verb;
    EXPECT_NE(ran.out.find("--json"), std::string::npos) << verb;
  }
}

TEST(CommandLine, SuggestsTheNearestVerb) {
  const Ran ran = runVerb({"deplyo"});

  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "There is no verb 'deplyo'. Did you mean 'deploy'?\n");
}

TEST(CommandLine, EndsWith2OnUnusableArguments) {
  EXPECT_EQ(runVerb({"fire"}).code, 2);
  EXPECT_EQ(runVerb({"flows", "--no-such-option"}).code, 2);
  EXPECT_EQ(runVerb({"logs", "--limit", "0"}).code, 2);
  EXPECT_EQ(runVerb({"log-level", "Orders", "LOUD"}).code, 2);
}

TEST(CommandLine, TellsItsVersion) {
  EXPECT_EQ(runVerb({"--version"}).out, "iflowsim 0.1\n");
}

TEST(VerbRegistry, RefusesAVerbTwice) {
  VerbRegistry registry;
  registry.add(std::make_unique<NamedVerb>());

  EXPECT_THROW(registry.add(std::make_unique<NamedVerb>()), std::logic_error);
}

}  // namespace
}  // namespace iflowsim
