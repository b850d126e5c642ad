#include "adapters/shared/allowed_headers.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <algorithm>
#include <array>
#include <optional>

#include <pcre2.h>

#include "iflows/model/flow_model.h"
#include "runtime/base/text.h"
#include "runtime/spi/build_context.h"

namespace iflowsim {

namespace {

struct FreeMatchData {
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};

/// One per thread, so that a match costs no allocation; groups are of no interest.
pcre2_match_data* matchData() {
  thread_local const std::unique_ptr<pcre2_match_data, FreeMatchData> data(pcre2_match_data_create(1, nullptr));
  return data.get();
}

PCRE2_SPTR8 units(std::string_view text) {
  return reinterpret_cast<PCRE2_SPTR8>(text.data());
}

bool isPlainName(std::string_view token) {
  return token.find_first_of("\\^$.|?*+()[]{}") == std::string_view::npos;
}

/// The tokens between the bars that stand outside of groups and classes.
std::vector<std::string_view> tokensOf(std::string_view list) {
  std::vector<std::string_view> tokens;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const char c = list[i];
    if (c == '\\') {
      ++i;
    } else if (c == '(' || c == '[') {
      ++depth;
    } else if (c == ')' || c == ']') {
      --depth;
    } else if (c == '|' && depth <= 0) {
      tokens.push_back(list.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  tokens.push_back(list.substr(begin));
  return tokens;
}

}  // namespace

/// A compiled regular expression.
class AllowedHeaders::Pattern {
 public:
  explicit Pattern(pcre2_code* code) : code_(code) { pcre2_jit_compile(code_, PCRE2_JIT_COMPLETE); }
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;
  ~Pattern() { pcre2_code_free(code_); }

  bool matches(std::string_view name) const {
    return pcre2_match(code_, units(name), name.size(), 0, 0, matchData(), nullptr) >= 0;
  }

 private:
  pcre2_code* code_;
};

AllowedHeaders AllowedHeaders::compile(std::string_view list) {
  AllowedHeaders result;
  for (const std::string_view token : tokensOf(trim(list))) {
    if (!token.empty()) result.add(token);
  }
  return result;
}

void AllowedHeaders::add(std::string_view token) {
  if (token == "*" || token == ".*") {
    all_ = true;
    return;
  }
  if (trim(token) != token) {
    problems_.push_back('\'' + std::string(token) + "' begins or ends with a blank, and no header name does.");
  }
  if (isPlainName(token)) {
    exact_.emplace_back(token);
    return;
  }
  if (token.ends_with('*')) prefixes_.emplace_back(token.substr(0, token.size() - 1));

  int error = 0;
  std::size_t offset = 0;
  pcre2_code* code = pcre2_compile(units(token), token.size(), PCRE2_CASELESS | PCRE2_ANCHORED | PCRE2_ENDANCHORED,
                                   &error, &offset, nullptr);
  if (code != nullptr) {
    patterns_.push_back(std::make_shared<const Pattern>(code));
    return;
  }
  std::array<PCRE2_UCHAR8, 128> text{};
  pcre2_get_error_message(error, text.data(), text.size());
  exact_.emplace_back(token);
  problems_.push_back('\'' + std::string(token) + "' is no regular expression (at " + std::to_string(offset) + ": " +
                      reinterpret_cast<const char*>(text.data()) + ").");
}

bool AllowedHeaders::allows(std::string_view name) const {
  if (all_) return true;
  const auto equal = [&](const std::string& exact) { return equalsIgnoreCase(exact, name); };
  const auto begins = [&](const std::string& prefix) { return startsWithIgnoreCase(name, prefix); };
  const auto matches = [&](const auto& pattern) { return pattern->matches(name); };
  return std::ranges::any_of(exact_, equal) || std::ranges::any_of(prefixes_, begins) ||
         std::ranges::any_of(patterns_, matches);
}

AllowedHeaders readAllowedHeaders(BuildContext& build, const Channel& channel) {
  AllowedHeaders allowed = AllowedHeaders::compile(build.flow().settings.get("allowedHeaderList"));
  for (const std::string& problem : allowed.problems()) {
    build.report(Severity::Warning, "HEADERS-001", channel, "In Allowed Headers of the flow, " + problem,
                 "Correct it in the runtime configuration of the flow; names are separated by '|' without blanks.");
  }
  return allowed;
}

}  // namespace iflowsim
