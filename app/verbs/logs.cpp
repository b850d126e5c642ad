#include <algorithm>
#include <array>
#include <chrono>
#include <ostream>
#include <thread>

#include <CLI/CLI.hpp>

#include "app/verbs/local_time.h"
#include "app/verbs/server_verb.h"
#include "app/verbs/table.h"

namespace iflowsim {

namespace {

constexpr std::chrono::milliseconds kPollInterval{500};

/// A filter option: its name on the command line and as query parameter.
struct FilterOption {
  const char* name;
  const char* help;
};

constexpr std::array kFilters{
    FilterOption{"flow", "Id of the flow"},
    FilterOption{"status",
                 "One or more of PROCESSING, COMPLETED, FAILED, RETRY, ESCALATED, CANCELLED, DISCARDED, "
                 "ABANDONED, separated by commas"},
    FilterOption{"from", "Started at or after this time, such as 2026-01-31T08:00:00Z"},
    FilterOption{"until", "Started before this time"},
    FilterOption{"id", "Message id"},
    FilterOption{"correlation", "Correlation id"},
    FilterOption{"application", "Application message id"},
    FilterOption{"sender", "Sender"},
    FilterOption{"receiver", "Receiver"},
    FilterOption{"type", "Message type"},
    FilterOption{"custom-status", "Custom status"},
    FilterOption{"header", "Custom header property, name=value"}};

std::string firstLine(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

class Logs final : public ServerVerb {
 public:
  std::string name() const override { return "logs"; }
  std::string summary() const override { return "List messages of the processing log, latest first"; }

 protected:
  void addOptions(CLI::App& command) override {
    for (std::size_t i = 0; i < kFilters.size(); ++i) {
      command.add_option(std::string("--") + kFilters[i].name, values_[i], kFilters[i].help);
    }
    command.add_option("--limit", limit_, "Messages listed at most")->check(CLI::Range(1, 1000))->capture_default_str();
    command.add_flag("--follow,-f", follow_, "Go on and print every message that begins or ends, until interrupted");
    command.footer(
        "Examples:\n  iflowsim logs --status FAILED --limit 10\n  iflowsim logs --flow Orders --follow\n"
        "  iflowsim logs --header order=4711 --json\n"
        "With --json and --follow every line is one message.");
  }

  Result<int> talk(ManagementClient& server, Console& console) override {
    ManagementClient::Query query;
    for (std::size_t i = 0; i < kFilters.size(); ++i) {
      if (!values_[i].empty()) query.emplace_back(kFilters[i].name, values_[i]);
    }
    query.emplace_back("limit", std::to_string(limit_));
    auto answer = server.get("/api/local/logs", query);
    if (!answer) return tl::unexpected<Error>(answer.error());
    auto& messages = answer->at("messages");
    if (!follow_) {
      json() ? void(console.out << toText(*answer) << '\n') : printTable(messages, console);
      return exit_code::kDone;
    }
    std::reverse(messages.begin(), messages.end());
    return followFrom(server, query, messages, console);
  }

 private:
  static void printTable(const nlohmann::json& messages, Console& console) {
    Table table({"MESSAGE", "FLOW", "STATUS", "START", "MS", "ERROR"});
    for (const auto& message : messages) {
      table.add({textOf(message, "messageId"), textOf(message, "flow"), textOf(message, "status"),
                 toLocalTime(textOf(message, "start")), textOf(message, "durationMilliseconds"),
                 firstLine(textOf(message, "error"))});
    }
    table.print(console.out);
  }

  void printLine(const nlohmann::json& message, Console& console) const {
    if (json()) {
      console.out << message.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
      return;
    }
    const std::string error = firstLine(textOf(message, "error"));
    console.out << toLocalTime(textOf(message, "start")) << "  " << textOf(message, "status") << "  "
                << textOf(message, "messageId") << "  " << textOf(message, "flow")
                << (error.empty() ? std::string() : "  " + error) << '\n';
  }

  /// Ends when the server does.
  Result<int> followFrom(ManagementClient& server, ManagementClient::Query query, nlohmann::json messages,
                         Console& console) const {
    std::int64_t seen = 0;
    while (true) {
      for (const auto& message : messages) {
        printLine(message, console);
        seen = std::max(seen, message.at("change").get<std::int64_t>());
      }
      console.out.flush();
      if (messages.empty()) std::this_thread::sleep_for(kPollInterval);
      ManagementClient::Query next = query;
      next.emplace_back("after", std::to_string(seen));
      auto answer = server.get("/api/local/logs", next);
      if (!answer) return tl::unexpected<Error>(answer.error());
      messages = std::move(answer->at("messages"));
    }
  }

  std::array<std::string, kFilters.size()> values_;
  int limit_ = 20;
  bool follow_ = false;
};

}  // namespace

void register_logs(VerbRegistry& registry) {
  registry.add(std::make_unique<Logs>());
}

}  // namespace iflowsim
