#include "lab/experiments/renewal_report.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

using std::chrono::milliseconds;

/// Two intervals served, one with some losses, one with none served, one without calls.
RenewalRun channelRun() {
  return {.title = "New certificate in the channel",
          .intervals = {{50, 0, 0, 0, 0}, {50, 0, 0, 0, 0}, {20, 0, 30, 0, 0}, {0, 0, 50, 0, 0}, {}},
          .marks = {{milliseconds(200), "redeployed"}}};
}

RenewalRun mappingRun() {
  return {.title = "New mapping", .intervals = std::vector<OutcomeTimeline::Counts>(5, {50, 0, 0, 0, 0})};
}

TEST(RenewalChart, ShowsWhenCallsWereLost) {
  const std::string chart = renewalChart({mappingRun(), channelRun()});

  EXPECT_NE(chart.find("New mapping: 250 calls, 0 not served\n  |#####|\n"), std::string::npos) << chart;
  EXPECT_NE(chart.find("New certificate in the channel: 200 calls, 80 not served: 80 flow not there (404, 503)\n"
                       "  |##!x |\n   at 0.2 s: redeployed\n"),
            std::string::npos)
      << chart;
  EXPECT_NE(chart.find("One character is 100 ms"), std::string::npos);
}

TEST(RenewalChart, FitsTheWidthByTakingIntervalsTogether) {
  const std::string chart = renewalChart({channelRun()}, 3);

  EXPECT_NE(chart.find("|#! |"), std::string::npos) << chart;
  EXPECT_NE(chart.find("One character is 200 ms"), std::string::npos);
}

TEST(RenewalChart, DrawsNothingOfNothing) {
  EXPECT_NE(renewalChart({}).find("One character"), std::string::npos);
  EXPECT_NE(renewalChart({{.title = "Nothing ran"}}).find("Nothing ran: 0 calls, 0 not served\n  | |\n"),
            std::string::npos);
}

TEST(RenewalPage, HasAPlotForEachWayAndNeedsNoOtherFile) {
  const std::string page = renewalPage({mappingRun(), channelRun()}, "2026-11-25T08:00:00Z");

  std::size_t plots = 0;
  for (std::size_t at = page.find("<svg "); at != std::string::npos; at = page.find("<svg ", at + 1)) ++plots;
  EXPECT_EQ(plots, 2U);
  EXPECT_EQ(page.find("http://"), std::string::npos);
  EXPECT_EQ(page.find("https://"), std::string::npos);
  EXPECT_NE(page.find("200 calls, 80 not served"), std::string::npos);
  EXPECT_NE(page.find(">redeployed</text>"), std::string::npos);
}

TEST(RenewalPage, StacksOutcomesToTheHeightOfTheirCalls) {
  const std::string page = renewalPage({channelRun()}, "now");

  // 20 and 30 of 50 calls of a plot 180 high.
  EXPECT_NE(page.find("height=\"72.00\" fill=\"#0072b2\""), std::string::npos);
  EXPECT_NE(page.find("height=\"108.00\" fill=\"#d55e00\""), std::string::npos);
}

TEST(RenewalPage, EscapesWhatItIsGiven) {
  const std::string page = renewalPage({{.title = "<b>&"}}, "<now>");

  EXPECT_EQ(page.find("<b>&"), std::string::npos);
  EXPECT_NE(page.find("&lt;b&gt;&amp;"), std::string::npos);
  EXPECT_NE(page.find("&lt;now&gt;"), std::string::npos);
}

}  // namespace
}  // namespace iflowsim
