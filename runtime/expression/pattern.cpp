#define PCRE2_CODE_UNIT_WIDTH 8
#include "runtime/expression/pattern.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include <pcre2.h>

#include "runtime/base/flow_error.h"

namespace iflowsim {

namespace {

constexpr std::uint32_t kMatchLimit = 10'000'000;
constexpr std::uint32_t kHeapLimitKiB = 20'000;
constexpr std::size_t kStackStart = std::size_t{64} << 10U;
constexpr std::size_t kStackLimit = std::size_t{8} << 20U;
constexpr std::size_t kPatternsKept = 64;

PCRE2_SPTR units(std::string_view text) {
  // A null pointer is no subject, not even an empty one.
  return reinterpret_cast<PCRE2_SPTR>(text.data() == nullptr ? "" : text.data());
}

std::string reason(int error) {
  std::array<PCRE2_UCHAR, 256> text{};
  pcre2_get_error_message(error, text.data(), text.size());
  return reinterpret_cast<const char*>(text.data());
}

struct Matching {
  pcre2_match_context* context = pcre2_match_context_create(nullptr);
  // Groups repeated over a long text need more than the 32 KiB a compiled pattern has by itself.
  pcre2_jit_stack* stack = pcre2_jit_stack_create(kStackStart, kStackLimit, nullptr);
  Matching() {
    pcre2_jit_stack_assign(context, nullptr, stack);
    pcre2_set_match_limit(context, kMatchLimit);
    pcre2_set_heap_limit(context, kHeapLimitKiB);
  }
  Matching(const Matching&) = delete;
  Matching& operator=(const Matching&) = delete;
  ~Matching() {
    pcre2_match_context_free(context);
    pcre2_jit_stack_free(stack);
  }
};

pcre2_match_context* boundedMatching() {
  thread_local const Matching matching;
  return matching.context;
}

[[noreturn]] void throwMatchFailure(int error) {
  throw FlowError(error_class::kRuntime, "A regular expression could not be matched: " + reason(error) +
                                             ". Make the pattern simpler or the text shorter.");
}

void appendReplacement(std::string& result, std::string_view replacement, const std::vector<std::string_view>& groups) {
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    const bool more = i + 1 < replacement.size();
    if (replacement[i] == '\\' && more) {
      result += replacement[++i];
    } else if (replacement[i] == '$' && more && replacement[i + 1] >= '0' && replacement[i + 1] <= '9') {
      const auto group = static_cast<std::size_t>(replacement[++i] - '0');
      if (group >= groups.size()) {
        throw FlowError("java.lang.IndexOutOfBoundsException", "No group " + std::to_string(group));
      }
      result += groups[group];
    } else {
      result += replacement[i];
    }
  }
}

}  // namespace

struct Pattern::Compiled {
  pcre2_code* code = nullptr;

  explicit Compiled(pcre2_code* compiled) : code(compiled) {}
  Compiled(const Compiled&) = delete;
  Compiled& operator=(const Compiled&) = delete;
  ~Compiled() { pcre2_code_free(code); }

  /// The match of that text, or null when it does not match.
  std::shared_ptr<pcre2_match_data> match(std::string_view text, std::size_t from) const {
    std::shared_ptr<pcre2_match_data> data(pcre2_match_data_create_from_pattern(code, nullptr), pcre2_match_data_free);
    const int found = pcre2_match(code, units(text), text.size(), from, 0, data.get(), boundedMatching());
    if (found == PCRE2_ERROR_NOMATCH) return nullptr;
    if (found < 0) throwMatchFailure(found);
    return data;
  }
};

Result<Pattern> Pattern::compile(std::string_view text, Use use) {
  int error = 0;
  PCRE2_SIZE place = 0;
  // Java's `.` and `$` know no Unicode classes by default, and a message may hold bytes that are no UTF-8.
  constexpr std::uint32_t kOptions =
      PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C;
  // Machine code can be bound to the ends of the text only when it is made.
  const std::uint32_t ends = use == Use::Whole ? PCRE2_ANCHORED | PCRE2_ENDANCHORED : 0;
  pcre2_code* code = pcre2_compile(units(text), text.size(), kOptions | ends, &error, &place, nullptr);
  if (code == nullptr) {
    return failure("PATTERN-001", "The regular expression '" + std::string(text) + "' is wrong near position " +
                                      std::to_string(place + 1) + ": " + reason(error) + ".");
  }
  pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
  return Pattern(std::make_shared<const Compiled>(code));
}

bool Pattern::matches(std::string_view text) const {
  return compiled_->match(text, 0) != nullptr;
}

std::optional<std::vector<Pattern::Span>> Pattern::find(std::string_view text, std::size_t from) const {
  const auto data = compiled_->match(text, from);
  if (!data) return std::nullopt;
  const std::uint32_t count = pcre2_get_ovector_count(data.get());
  const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(data.get());
  std::vector<Span> spans(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (ends[2 * i] != PCRE2_UNSET) spans[i] = {ends[2 * i], ends[2 * i + 1]};
  }
  return spans;
}

std::string Pattern::replace(std::string_view text, std::string_view replacement, bool all) const {
  std::string result;
  std::size_t copied = 0;
  for (std::size_t from = 0; from <= text.size();) {
    const auto found = find(text, from);
    if (!found) break;
    const Span whole = found->front();
    std::vector<std::string_view> groups;
    for (const Span& span : *found) groups.push_back(text.substr(span.begin, span.end - span.begin));
    result += text.substr(copied, whole.begin - copied);
    appendReplacement(result, replacement, groups);
    copied = whole.end;
    from = whole.end + (whole.end == whole.begin ? 1 : 0);
    if (!all) break;
  }
  return result += text.substr(std::min(copied, text.size()));
}

std::vector<std::string> Pattern::split(std::string_view text) const {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t from = 0; from < text.size();) {
    const auto found = find(text, from);
    if (!found || found->front().begin >= text.size()) break;
    const Span whole = found->front();
    from = whole.end + (whole.end == whole.begin ? 1 : 0);
    // Java gives no empty part in front for a match without width.
    if (whole.end == 0) continue;
    parts.emplace_back(text.substr(start, whole.begin - start));
    start = whole.end;
  }
  parts.emplace_back(text.substr(start));
  while (parts.size() > 1 && parts.back().empty()) parts.pop_back();
  return parts;
}

Pattern cachedPattern(std::string_view text, Pattern::Use use) {
  thread_local std::unordered_map<std::string, Pattern> kept;
  const std::string key = (use == Pattern::Use::Whole ? "=" : "~") + std::string(text);
  if (const auto found = kept.find(key); found != kept.end()) return found->second;
  const auto pattern = Pattern::compile(text, use);
  if (!pattern) throw FlowError("java.util.regex.PatternSyntaxException", pattern.error().text);
  if (kept.size() >= kPatternsKept) kept.clear();
  kept.emplace(key, *pattern);
  return *pattern;
}

}  // namespace iflowsim
