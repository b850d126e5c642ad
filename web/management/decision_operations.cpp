#include <charconv>

#include "web/management/json_forms.h"
#include "web/management/operations.h"

namespace iflowsim {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kUsualCount = 20;
constexpr std::size_t kLargestCount = 1000;

Result<std::size_t> readLimit(const std::optional<std::string>& text) {
  if (!text) return kUsualCount;
  std::size_t limit = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), limit);
  if (error != std::errc() || end != text->data() + text->size() || limit == 0 || limit > kLargestCount) {
    return failure("API-400", "Parameter 'limit' takes a number from 1 to 1000.");
  }
  return limit;
}

}  // namespace

ApiReply listDecisions(const ApiCall& call) {
  for (const auto& [name, value] : call.query) {
    if (name != "limit" && name != "refused") {
      return failed({"API-400", "There is no parameter '" + name + "'. Known are: limit, refused."});
    }
  }
  const auto limit = readLimit(call.parameter("limit"));
  if (!limit) return failed(limit.error());
  Json list = Json::array();
  for (const DecisionReport& decision : call.tenant.decisions.latest(*limit, call.parameter("refused") == "true")) {
    list.push_back(toJson(decision));
  }
  return {200, {{"decisions", std::move(list)}}};
}

ApiReply showDecision(const ApiCall& call) {
  const std::string& id = call.path_values.at(0);
  const auto decision = call.tenant.decisions.find(id);
  if (decision) return {200, toJson(*decision)};
  return failed({"DECISION-404", "There is no decision '" + id +
                                     "'. Only the latest are kept, and none beyond the end of the server: "
                                     "'iflowsim explain --list' shows them."});
}

}  // namespace iflowsim
