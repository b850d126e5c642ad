#include "security/front/session_memory.h"

#include <random>

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

PeerJudgement judgement() {
  PeerJudgement made;
  made.verdict = CertificateVerdict::UntrustedRoot;
  made.reason = "The root 'CN=x'\nis not in the list.";
  made.trusted_root = "CN=Training Root";
  made.valid_from = TimePoint(std::chrono::milliseconds(17));
  made.valid_until = TimePoint::max();
  return made;
}

TEST(SessionMemory, GivesBackWhatItWasTold) {
  const auto recalled = recallFrom(remember(judgement()));

  ASSERT_TRUE(recalled);
  EXPECT_EQ(recalled->verdict, CertificateVerdict::UntrustedRoot);
  EXPECT_EQ(recalled->reason, judgement().reason);
  EXPECT_EQ(recalled->trusted_root, "CN=Training Root");
  EXPECT_EQ(recalled->valid_from, judgement().valid_from);
  EXPECT_EQ(recalled->valid_until, TimePoint::max());
}

TEST(SessionMemory, KeepsTicketsSmall) {
  PeerJudgement wordy = judgement();
  wordy.reason.assign(100'000, 'x');

  EXPECT_LT(remember(wordy).size(), 1'000U);
}

TEST(SessionMemory, RecallsNothingFromOtherText) {
  for (const char* text : {"", "1", "1\n", "99\n0\n0\n0\n", "-1\n0\n0\n0\n", "1\n0\n0\n5\nroot", "1\n0\n0\n-5\nroot",
                           "one\n0\n0\n0\n", "1 0 0 0 "}) {
    EXPECT_FALSE(recallFrom(text)) << text;
  }
  EXPECT_EQ(rememberedIn(nullptr), "");
}

TEST(SessionMemory, SurvivesDamage) {
  std::mt19937 random(4);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same texts in every run
  for (int i = 0; i < 10'000; ++i) {
    std::string text = remember(judgement());
    for (int n = 0; n < 2; ++n) text[random() % text.size()] = static_cast<char>(random() % 256);
    text.resize(random() % (text.size() + 1));

    const auto recalled = recallFrom(text);

    if (recalled) {
      EXPECT_LE(recalled->verdict, CertificateVerdict::Unacceptable);
    }
  }
}

}  // namespace
}  // namespace iflowsim
