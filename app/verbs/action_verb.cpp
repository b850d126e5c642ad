#include "app/verbs/action_verb.h"

#include <ostream>

#include <CLI/CLI.hpp>

#include "app/verbs/local_time.h"
#include "app/verbs/table.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

std::string cellOf(const nlohmann::json& entry, const char* member) {
  const auto found = entry.find(member);
  if (found == entry.end()) return {};
  if (found->is_boolean()) return found->get<bool>() ? "yes" : "no";
  if (!found->is_array()) return toLocalTime(textOf(entry, member));
  std::vector<std::string> parts;
  for (const auto& part : *found) parts.push_back(part.is_object() ? textOf(part, "name") : part.get<std::string>());
  return join(parts, ", ");
}

}  // namespace

void ActionVerb::addOptions(CLI::App& command) {
  command.require_subcommand(1);
  command.footer(footer());
  actions_ = actions();
  for (const Action& action : actions_) {
    CLI::App* own = command.add_subcommand(action.name, action.summary);
    own->fallthrough();
    action.options(*own);
    commands_.push_back(own);
  }
}

Result<int> ActionVerb::talk(ManagementClient& server, Console& console) {
  for (std::size_t i = 0; i < actions_.size(); ++i) {
    if (commands_[i]->parsed()) return actions_[i].run(server, console);
  }
  return exit_code::kUnusable;
}

Result<int> ActionVerb::list(const Result<nlohmann::json>& answer, const char* member,
                             std::initializer_list<Column> columns, Console& console) const {
  if (!answer || json()) return tell(answer, {}, console);
  std::vector<std::string> headings;
  for (const Column& column : columns) headings.emplace_back(column.heading);
  Table table(std::move(headings));
  for (const auto& entry : answer->at(member)) {
    std::vector<std::string> cells;
    for (const Column& column : columns) cells.push_back(cellOf(entry, column.member));
    table.add(std::move(cells));
  }
  table.print(console.out);
  return exit_code::kDone;
}

Result<int> ActionVerb::tell(const Result<nlohmann::json>& answer, const std::string& sentence,
                             Console& console) const {
  if (!answer) return tl::unexpected<Error>(answer.error());
  console.out << (json() ? toText(*answer) : sentence) << '\n';
  return exit_code::kDone;
}

void put(nlohmann::json& body, const char* member, const std::vector<std::string>& given) {
  if (given.empty()) return;
  nlohmann::json list = nlohmann::json::array();
  for (const std::string& text : given) {
    // An empty text is how one says "none".
    if (!text.empty()) list.push_back(text);
  }
  body[member] = std::move(list);
}

void put(nlohmann::json& body, const char* member, const std::string& given) {
  if (!given.empty()) body[member] = given;
}

}  // namespace iflowsim
