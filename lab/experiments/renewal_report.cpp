#include "lab/experiments/renewal_report.h"

#include <algorithm>
#include <array>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

using Counts = OutcomeTimeline::Counts;

Counts sumOf(const RenewalRun& run, std::size_t first, std::size_t last) {
  Counts sum{};
  for (std::size_t i = first; i < std::min(last, run.intervals.size()); ++i) {
    for (std::size_t k = 0; k < kCallOutcomes; ++k) sum[k] += run.intervals[i][k];
  }
  return sum;
}

char signOf(const Counts& counts) {
  const std::uint64_t calls = callsOf(counts);
  const std::uint64_t losses = lossesOf(counts);
  if (calls == 0) return ' ';
  if (losses == 0) return '#';
  return losses == calls ? 'x' : '!';
}

/// `1500 calls, 42 not served: 40 flow not there (404, 503), 2 no answer`.
std::string inNumbers(const RenewalRun& run) {
  const Counts total = sumOf(run, 0, run.intervals.size());
  std::string text = std::to_string(callsOf(total)) + " calls, " + std::to_string(lossesOf(total)) + " not served";
  std::vector<std::string> parts;
  for (std::size_t k = 1; k < kCallOutcomes; ++k) {
    if (total[k] == 0) continue;
    parts.push_back(std::to_string(total[k]) + ' ' + std::string(toText(static_cast<CallOutcome>(k))));
  }
  return parts.empty() ? text : text + ": " + join(parts, ", ");
}

std::string inSeconds(std::chrono::milliseconds time) {
  const auto tenths = time.count() / 100;
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " s";
}

std::size_t longest(const std::vector<RenewalRun>& runs) {
  std::size_t count = 1;
  for (const RenewalRun& run : runs) count = std::max(count, run.intervals.size());
  return count;
}

std::uint64_t highest(const std::vector<RenewalRun>& runs) {
  std::uint64_t calls = 1;
  for (const RenewalRun& run : runs) {
    for (const Counts& counts : run.intervals) calls = std::max(calls, callsOf(counts));
  }
  return calls;
}

/// Colours that people who see no red or green tell apart.
constexpr std::array<const char*, kCallOutcomes> kColours{"#0072b2", "#e69f00", "#d55e00", "#cc79a7", "#000000"};

constexpr double kPlotWidth = 900;
constexpr double kPlotHeight = 180;
constexpr double kLeft = 50;
constexpr double kTop = 30;
constexpr double kFoot = 30;

std::string number(double value) {
  std::string text = std::to_string(value);
  return text.substr(0, text.find('.') + 3);
}

std::string rectangle(double x, double y, double width, double height, const char* colour) {
  return "<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) + "\" height=\"" +
         number(height) + "\" fill=\"" + colour + "\"/>\n";
}

std::string label(double x, double y, const std::string& text) {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\">" + escapeXml(text) + "</text>\n";
}

/// Both plots have the same scales, so that they can be compared.
struct Scale {
  double interval_width;
  double call_height;
};

std::string barsOf(const RenewalRun& run, const Scale& scale) {
  std::string bars;
  for (std::size_t i = 0; i < run.intervals.size(); ++i) {
    double y = kTop + kPlotHeight;
    for (std::size_t k = 0; k < kCallOutcomes; ++k) {
      if (run.intervals[i][k] == 0) continue;
      const double height = static_cast<double>(run.intervals[i][k]) * scale.call_height;
      y -= height;
      bars += rectangle(kLeft + static_cast<double>(i) * scale.interval_width, y, scale.interval_width, height,
                        kColours[k]);
    }
  }
  return bars;
}

std::string marksOf(const RenewalRun& run, const Scale& scale) {
  std::string marks;
  for (std::size_t i = 0; i < run.marks.size(); ++i) {
    const double intervals = static_cast<double>(run.marks[i].at.count()) / static_cast<double>(run.interval.count());
    const double x = kLeft + intervals * scale.interval_width;
    // Labels of marks near each other stand in two rows.
    const double y = i % 2 == 0 ? 12 : 24;
    marks += "<line x1=\"" + number(x) + "\" y1=\"" + number(y + 2) + "\" x2=\"" + number(x) + "\" y2=\"" +
             number(kTop + kPlotHeight) + "\" stroke=\"#555\" stroke-dasharray=\"4 3\"/>\n" +
             label(x + 3, y, run.marks[i].what);
  }
  return marks;
}

std::string axesOf(const RenewalRun& run, const Scale& scale) {
  const double bottom = kTop + kPlotHeight;
  std::string axes = "<path d=\"M" + number(kLeft) + ' ' + number(kTop) + " V" + number(bottom) + " H" +
                     number(kLeft + kPlotWidth) + "\" fill=\"none\" stroke=\"#333\"/>\n";
  axes += label(2, kTop + 10, std::to_string(static_cast<int>(kPlotHeight / scale.call_height)));
  axes += label(2, bottom, "0");
  const auto step = std::max<std::int64_t>(1, std::chrono::seconds(1) / run.interval);
  for (std::size_t i = 0; static_cast<double>(i) * scale.interval_width <= kPlotWidth;
       i += static_cast<std::size_t>(step)) {
    axes += label(kLeft + static_cast<double>(i) * scale.interval_width, bottom + 15, inSeconds(run.interval * i));
  }
  return axes;
}

std::string plotOf(const RenewalRun& run, const Scale& scale) {
  const std::string height = number(kTop + kPlotHeight + kFoot);
  return "<h2>" + escapeXml(run.title) + "</h2>\n<p>" + escapeXml(inNumbers(run)) + "</p>\n<svg viewBox=\"0 0 " +
         number(kLeft + kPlotWidth + 50) + ' ' + height + "\" role=\"img\" aria-label=\"" +
         escapeXml(run.title + ": " + inNumbers(run)) + "\">\n" + barsOf(run, scale) + axesOf(run, scale) +
         marksOf(run, scale) + "</svg>\n";
}

std::string legend() {
  std::string text = "<p class=\"legend\">";
  for (std::size_t k = 0; k < kCallOutcomes; ++k) {
    text += "<span style=\"background:" + std::string(kColours[k]) + "\"></span> " +
            escapeXml(toText(static_cast<CallOutcome>(k))) + " &#160; ";
  }
  return text + "</p>\n";
}

}  // namespace

std::string renewalChart(const std::vector<RenewalRun>& runs, std::size_t width) {
  const std::size_t count = longest(runs);
  const std::size_t each = (count + width - 1) / width;
  std::string text;
  for (const RenewalRun& run : runs) {
    text += run.title + ": " + inNumbers(run) + "\n  |";
    for (std::size_t i = 0; i < count; i += each) text += signOf(sumOf(run, i, i + each));
    text += "|\n";
    for (const RunMark& mark : run.marks) text += "   at " + inSeconds(mark.at) + ": " + mark.what + '\n';
  }
  const auto interval = runs.empty() ? std::chrono::milliseconds(100) : runs.front().interval;
  return text + "One character is " + std::to_string(interval.count() * static_cast<std::int64_t>(each)) +
         " ms: # all calls served, ! some not, x none.\n";
}

std::string renewalPage(const std::vector<RenewalRun>& runs, const std::string& when) {
  const Scale scale{.interval_width = kPlotWidth / static_cast<double>(longest(runs)),
                    .call_height = kPlotHeight / static_cast<double>(highest(runs))};
  std::string page =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Renewing a client "
      "certificate</title>\n<style>\nbody{font:14px sans-serif;max-width:1020px;margin:2em auto}\nsvg text{font:10px "
      "sans-serif;fill:#333}\n.legend span{display:inline-block;width:1em;height:1em;vertical-align:middle}\n</style>\n"
      "</head>\n<body>\n<h1>Renewing a client certificate</h1>\n<p>The same renewal in different ways under a steady "
      "load: calls by their outcome over time. Run at " +
      escapeXml(when) + ".</p>\n" + legend();
  for (const RenewalRun& run : runs) page += plotOf(run, scale);
  return page + "</body>\n</html>\n";
}

}  // namespace iflowsim
