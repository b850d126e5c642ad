#include "adapters/http/http_session.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

std::string cookie(const std::string& name, const std::string& value) {
  return "host.example\tFALSE\t/\tFALSE\t0\t" + name + '\t' + value;
}

std::vector<std::string> linesOf(const HttpSession& session) {
  std::vector<std::string> lines;
  session.use([&](CookieJar& jar) { lines = jar.lines; });
  return lines;
}

TEST(HttpSession, LendsToACallWhatEarlierOnesLeft) {
  const HttpSession session;

  session.use([](CookieJar& jar) { jar.lines = {cookie("a", "1")}; });

  EXPECT_EQ(linesOf(session), std::vector<std::string>{cookie("a", "1")});
}

TEST(HttpSession, MergesCallsThatRunAtTheSameTime) {
  const HttpSession session;
  session.use([](CookieJar& jar) { jar.lines = {cookie("a", "1"), cookie("gone", "1")}; });

  session.use([&](CookieJar& outer) {
    session.use([](CookieJar& inner) { inner.lines.push_back(cookie("b", "1")); });
    outer.lines = {cookie("a", "2")};
  });

  EXPECT_EQ(linesOf(session), (std::vector<std::string>{cookie("b", "1"), cookie("a", "2")}));
}

}  // namespace
}  // namespace iflowsim
