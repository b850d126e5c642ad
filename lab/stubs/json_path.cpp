#include "lab/stubs/json_path.h"

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "runtime/base/text.h"

namespace iflowsim {

using nlohmann::json;

struct JsonPath::Step {
  enum class Kind { Name, Index, All, Deep, Filter } kind = Kind::All;
  std::string name = {};
  std::int64_t index = 0;
  /// For Filter: where the value compared stands below the item, how it is compared (empty: it exists), and with what.
  std::shared_ptr<const JsonPath> operand = {};
  std::string comparison = {};
  json literal = {};
};

class JsonPath::Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<JsonPath> read(char root) {
    if (text_.empty() || text_[0] != root) return problem(std::string("must begin with ") + root);
    at_ = 1;
    std::vector<Step> steps;
    while (at_ < text_.size()) {
      if (Result<void> step = readStep(steps); !step) return tl::unexpected<Error>(step.error());
    }
    return JsonPath(std::make_shared<const std::vector<Step>>(std::move(steps)));
  }

 private:
  tl::unexpected<Error> problem(const std::string& what) const {
    return failure("JSONPATH-001", "'" + std::string(text_) + "' " + what + " (position " + std::to_string(at_) + ")");
  }

  bool take(std::string_view token) {
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }

  Result<void> readStep(std::vector<Step>& steps) {
    if (take("..")) {
      steps.push_back({.kind = Step::Kind::Deep});
      return text_.substr(at_, 1) == "[" ? Result<void>{} : readName(steps);
    }
    if (take(".")) return readName(steps);
    if (take("[")) return readBracket(steps);
    return problem("has something else than . or [");
  }

  Result<void> readName(std::vector<Step>& steps) {
    if (take("*")) {
      steps.push_back({.kind = Step::Kind::All});
      return {};
    }
    const std::size_t end = std::min(text_.find_first_of(".[", at_), text_.size());
    const std::string name(text_.substr(at_, end - at_));
    if (name.empty()) return problem("has an empty name");
    if (name.ends_with(')')) return problem("calls a function, which is not supported");
    steps.push_back({.kind = Step::Kind::Name, .name = name});
    at_ = end;
    return {};
  }

  Result<void> readBracket(std::vector<Step>& steps) {
    if (take("?(")) return readFilter(steps);
    const std::size_t end = text_.find(']', at_);
    if (end == std::string_view::npos) return problem("has no closing bracket");
    const std::string content(trim(text_.substr(at_, end - at_)));
    const bool quoted =
        content.size() >= 2 && (content[0] == '\'' || content[0] == '"') && content.back() == content[0];
    if (content == "*") {
      steps.push_back({.kind = Step::Kind::All});
    } else if (quoted) {
      steps.push_back({.kind = Step::Kind::Name, .name = content.substr(1, content.size() - 2)});
    } else {
      const json index = json::parse(content, nullptr, false);
      if (!index.is_number_integer()) return problem("has '" + content + "' in brackets, which is not supported");
      steps.push_back({.kind = Step::Kind::Index, .index = index.get<std::int64_t>()});
    }
    at_ = end + 1;
    return {};
  }

  Result<void> readFilter(std::vector<Step>& steps) {
    const std::size_t end = text_.find(")]", at_);
    if (end == std::string_view::npos) return problem("has a filter without end");
    std::string_view content = trim(text_.substr(at_, end - at_));
    Step step{.kind = Step::Kind::Filter};
    for (const std::string_view comparison : {"==", "!=", "<=", ">=", "<", ">"}) {
      const std::size_t place = content.find(comparison);
      if (place == std::string_view::npos) continue;
      std::string literal(trim(content.substr(place + comparison.size())));
      if (literal.size() >= 2 && literal.front() == '\'' && literal.back() == '\'') {
        step.literal = literal.substr(1, literal.size() - 2);
      } else {
        step.literal = json::parse(literal, nullptr, false);
      }
      if (step.literal.is_discarded()) return problem("compares with '" + literal + "', which is no literal");
      step.comparison = comparison;
      content = trim(content.substr(0, place));
      break;
    }
    Result<JsonPath> operand = Reader(content).read('@');
    if (!operand) return tl::unexpected<Error>(operand.error());
    step.operand = std::make_shared<const JsonPath>(*std::move(operand));
    steps.push_back(std::move(step));
    at_ = end + 2;
    return {};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

namespace {

bool compare(const json& value, const std::string& comparison, const json& literal) {
  if (comparison == "==") return value == literal;
  if (comparison == "!=") return value != literal;
  const bool comparable = (value.is_number() && literal.is_number()) || (value.is_string() && literal.is_string());
  if (!comparable) return false;
  if (comparison == "<") return value < literal;
  if (comparison == "<=") return value <= literal;
  if (comparison == ">") return value > literal;
  return value >= literal;
}

void addDescendants(const json& value, std::vector<const json*>& found) {
  found.push_back(&value);
  if (!value.is_structured()) return;
  for (const json& child : value) addDescendants(child, found);
}

const json* element(const json& value, std::int64_t index) {
  if (!value.is_array()) return nullptr;
  const auto size = static_cast<std::int64_t>(value.size());
  if (index < 0) index += size;
  return index < 0 || index >= size ? nullptr : &value[static_cast<std::size_t>(index)];
}

}  // namespace

Result<JsonPath> JsonPath::compile(std::string_view text) {
  return Reader(trim(text)).read('$');
}

std::vector<const json*> JsonPath::find(const json& document) const {
  std::vector<const json*> current{&document};
  for (const Step& step : *steps_) {
    std::vector<const json*> next;
    for (const json* value : current) {
      if (step.kind == Step::Kind::Deep) {
        addDescendants(*value, next);
      } else if (step.kind == Step::Kind::Name) {
        if (value->is_object() && value->contains(step.name)) next.push_back(&value->at(step.name));
      } else if (step.kind == Step::Kind::Index) {
        if (const json* item = element(*value, step.index)) next.push_back(item);
      } else if (value->is_structured()) {
        for (const json& child : *value) {
          const bool filter = step.kind == Step::Kind::Filter;
          const auto operands = filter ? step.operand->find(child) : std::vector<const json*>{&child};
          const bool kept = !operands.empty() && (!filter || step.comparison.empty() ||
                                                  compare(*operands.front(), step.comparison, step.literal));
          if (kept) next.push_back(&child);
        }
      }
    }
    current = std::move(next);
  }
  return current;
}

}  // namespace iflowsim
