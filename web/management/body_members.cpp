#include "web/management/body_members.h"

#include <algorithm>
#include <limits>

#include "runtime/base/text.h"

namespace iflowsim {

const nlohmann::json* BodyMembers::find(const std::string& name) {
  known_.push_back(name);
  const auto found = body_.find(name);
  return found == body_.end() || found->is_null() ? nullptr : &*found;
}

void BodyMembers::reject(const std::string& name, const char* takes) {
  if (wrong_.empty()) wrong_ = "'" + name + "' takes " + takes + '.';
}

std::optional<std::string> BodyMembers::text(const std::string& name) {
  const nlohmann::json* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return value->get<std::string>();
  reject(name, "a text");
  return std::nullopt;
}

std::optional<std::vector<std::string>> BodyMembers::texts(const std::string& name) {
  const nlohmann::json* value = find(name);
  if (value == nullptr) return std::nullopt;
  const auto is_text = [](const nlohmann::json& item) { return item.is_string(); };
  if (value->is_array() && std::all_of(value->begin(), value->end(), is_text)) {
    return value->get<std::vector<std::string>>();
  }
  reject(name, "a list of texts");
  return std::nullopt;
}

std::optional<bool> BodyMembers::flag(const std::string& name) {
  const nlohmann::json* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  reject(name, "true or false");
  return std::nullopt;
}

std::optional<int> BodyMembers::number(const std::string& name) {
  const nlohmann::json* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_number_integer()) {
    const auto number = value->get<std::int64_t>();
    if (number >= 0 && number <= std::numeric_limits<int>::max()) return static_cast<int>(number);
  }
  reject(name, "a whole number from 0 to 2147483647");
  return std::nullopt;
}

Result<void> BodyMembers::finish() const {
  if (!wrong_.empty()) return failure("API-400", wrong_);
  for (const auto& [name, value] : body_.items()) {
    if (std::find(known_.begin(), known_.end(), name) == known_.end()) {
      return failure("API-400", "There is no member '" + name + "' here. Known are: " + join(known_, ", ") + '.');
    }
  }
  return {};
}

}  // namespace iflowsim
