#include "app/verbs/decision_page.h"

#include <sstream>

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

using Json = nlohmann::json;

Json refusedCall() {
  return {{"id", "1a2b"},
          {"time", "no time"},
          {"peer", "127.0.0.1"},
          {"method", "POST"},
          {"path", "/http/orders"},
          {"flow", "Orders"},
          {"user", "alice"},
          {"passed", false},
          {"status", 403},
          {"reason", "The caller does not have the role 'Orders.send'."},
          {"remedy", "Give it to him."},
          {"steps",
           {{{"name", "Connection"}, {"outcome", "passed"}, {"evidence", "TLSv1.3, from 127.0.0.1"}},
            {{"name", "Client certificate"}, {"outcome", "not needed"}, {"evidence", "none presented"}},
            {{"name", "Authorization"},
             {"outcome", "failed"},
             {"evidence", "the channel requires the role 'Orders.send'; the caller has: none"}},
            {{"name", "CSRF token"}, {"outcome", "not reached"}, {"evidence", ""}}}}};
}

std::string pageOf(const Json& decision, DecisionPageOptions options = {}) {
  std::ostringstream out;
  printDecision(decision, out, options);
  return out.str();
}

TEST(DecisionPage, IsALadderWithVerdictReasonAndRemedy) {
  EXPECT_EQ(pageOf(refusedCall()),
            "Decision 1a2b  refused with 403\n"
            "\n"
            "  Call                   POST /http/orders\n"
            "  From                   127.0.0.1\n"
            "  Time                   no time\n"
            "  Flow                   Orders\n"
            "  User                   alice\n"
            "\n"
            "  ✓ Connection           TLSv1.3, from 127.0.0.1\n"
            "  – Client certificate   not needed\n"
            "  ✗ Authorization        the channel requires the role 'Orders.send'\n"
            "                         the caller has: none\n"
            "  · CSRF token           not reached\n"
            "\n"
            "  Why                    The caller does not have the role 'Orders.send'.\n"
            "  What to do             Give it to him.\n");
}

TEST(DecisionPage, EndsWithTheLadderWhenTheCallPassed) {
  Json decision = refusedCall();
  decision["passed"] = true;

  const std::string page = pageOf(decision);

  EXPECT_TRUE(page.starts_with("Decision 1a2b  passed to the flow\n"));
  EXPECT_EQ(page.find("Why"), std::string::npos);
}

TEST(DecisionPage, SaysWhenACallEndedInTheHandshake) {
  Json decision = refusedCall();
  decision["status"] = 0;

  EXPECT_TRUE(pageOf(decision).starts_with("Decision 1a2b  refused in the handshake\n"));
}

TEST(DecisionPage, KeepsItsWidth) {
  Json decision = refusedCall();
  decision["reason"] = std::string(40, 'a') + ' ' + std::string(40, 'b') + ' ' + std::string(40, 'c');

  EXPECT_NE(pageOf(decision, {.width = 80}).find("\n                         " + std::string(40, 'b') + '\n'),
            std::string::npos);
}

TEST(DecisionPage, DoesNotBreakANameAtItsEscapedSemicolon) {
  Json decision = refusedCall();
  decision["steps"][0]["evidence"] = "CN=a\\; b; issuer c";

  EXPECT_NE(pageOf(decision).find("CN=a\\; b\n                         issuer c\n"), std::string::npos);
}

TEST(DecisionPage, LetsNoCallerWriteToTheTerminal) {
  Json decision = refusedCall();
  decision["path"] = "/http/\x1b[2Jx\nDecision 1a2b  passed";

  const std::string page = pageOf(decision);

  EXPECT_EQ(page.find('\x1b'), std::string::npos);
  EXPECT_NE(page.find("POST /http/ [2Jx Decision"), std::string::npos) << page;
}

TEST(DecisionPage, HasColoursWhenAskedFor) {
  const std::string page = pageOf(refusedCall(), {.colours = true});

  EXPECT_NE(page.find("\x1b[31m  ✗ Authorization"), std::string::npos);
  EXPECT_NE(page.find("\x1b[0mthe channel requires"), std::string::npos);
}

}  // namespace
}  // namespace iflowsim
