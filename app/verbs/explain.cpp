#include <cstdlib>
#include <iostream>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/verbs/decision_page.h"
#include "app/verbs/local_time.h"
#include "app/verbs/server_verb.h"
#include "app/verbs/table.h"

namespace iflowsim {

namespace {

using Json = nlohmann::json;

class Explain final : public ServerVerb {
 public:
  std::string name() const override { return "explain"; }
  std::string summary() const override { return "Show why an inbound call was let through or refused, step by step"; }

 protected:
  void addOptions(CLI::App& command) override {
    auto* id = command.add_option("id", id_, "Id of the decision, as the reply's header and 'log' show it");
    command.add_flag("--last", last_, "The latest decision; so it is without an id, too")->excludes(id);
    auto* list = command.add_flag("--list", list_, "List the latest decisions instead of showing one")->excludes(id);
    command.add_flag("--refused", refused_, "Only calls that were refused")->excludes(id);
    command.add_option("--limit", limit_, "Decisions listed at most")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str()
        ->needs(list);
    command.footer(
        "The latest decisions are kept while the server runs.\n"
        "Examples:\n  iflowsim explain --refused\n  iflowsim explain --list --limit 50\n  iflowsim explain --last "
        "--json");
  }

  Result<int> talk(ManagementClient& server, Console& console) override {
    if (list_) return listLatest(server, console);
    const auto decision = id_.empty() ? latest(server) : server.get(ManagementClient::decisionPath(id_));
    if (!decision) return tl::unexpected<Error>(decision.error());
    if (json()) {
      console.out << toText(*decision) << '\n';
    } else {
      printDecision(*decision, console.out, {.colours = isTerminal(console)});
    }
    return exit_code::kDone;
  }

 private:
  static bool isTerminal(const Console& console) {
    return &console.out == &std::cout && ::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  }

  Result<Json> ask(ManagementClient& server, int limit) const {
    ManagementClient::Query query{{"limit", std::to_string(limit)}};
    if (refused_) query.emplace_back("refused", "true");
    return server.get("/api/local/decisions", query);
  }

  Result<Json> latest(ManagementClient& server) const {
    auto answer = ask(server, 1);
    if (!answer) return answer;
    if (answer->at("decisions").empty()) {
      return failure("DECISION-404", refused_
                                         ? "No call was refused since the server started."
                                         : "No flow was called since the server started. Call one, then ask again.");
    }
    return answer->at("decisions").front();
  }

  Result<int> listLatest(ManagementClient& server, Console& console) const {
    const auto answer = ask(server, limit_);
    if (!answer) return tl::unexpected<Error>(answer.error());
    if (json()) {
      console.out << toText(*answer) << '\n';
      return exit_code::kDone;
    }
    Table table({"DECISION", "TIME", "VERDICT", "CALL", "USER", "FLOW", "WHY"});
    for (const Json& decision : answer->at("decisions")) {
      const std::string status = textOf(decision, "status");
      const std::string refused = status == "0" ? "handshake" : status;
      table.add({textOf(decision, "id"), toLocalTime(textOf(decision, "time")),
                 decision.value("passed", false) ? "passed" : refused,
                 textOf(decision, "method") + ' ' + textOf(decision, "path"), textOf(decision, "user"),
                 textOf(decision, "flow"), textOf(decision, "reason")});
    }
    table.print(console.out);
    return exit_code::kDone;
  }

  std::string id_;
  bool last_ = false;
  bool list_ = false;
  bool refused_ = false;
  int limit_ = 20;
};

}  // namespace

void register_explain(VerbRegistry& registry) {
  registry.add(std::make_unique<Explain>());
}

}  // namespace iflowsim
