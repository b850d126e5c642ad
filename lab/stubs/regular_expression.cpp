#include "lab/stubs/regular_expression.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <array>
#include <string>

#include <pcre2.h>

namespace iflowsim {

namespace {

struct FreeMatch {
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};
struct FreeContext {
  void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};

PCRE2_SPTR bytes(std::string_view text) {
  return reinterpret_cast<PCRE2_SPTR>(text.data());
}

std::string describe(int error) {
  std::array<PCRE2_UCHAR, 256> buffer{};
  pcre2_get_error_message(error, buffer.data(), buffer.size());
  return reinterpret_cast<const char*>(buffer.data());
}

constexpr std::uint32_t kMatchLimit = 1'000'000;

}  // namespace

struct RegularExpression::Code {
  pcre2_code* native = nullptr;

  explicit Code(pcre2_code* code) : native(code) {}
  Code(const Code&) = delete;
  Code& operator=(const Code&) = delete;
  ~Code() { pcre2_code_free(native); }
};

Result<RegularExpression> RegularExpression::compile(std::string_view text) {
  int error = 0;
  PCRE2_SIZE place = 0;
  const std::uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED;
  pcre2_code* code = pcre2_compile(bytes(text), text.size(), options, &error, &place, nullptr);
  if (code == nullptr) return failure("PATTERN-001", describe(error) + " at position " + std::to_string(place));
  return RegularExpression(std::make_shared<const Code>(code));
}

bool RegularExpression::matches(std::string_view text) const {
  const std::unique_ptr<pcre2_match_data, FreeMatch> data(pcre2_match_data_create_from_pattern(code_->native, nullptr));
  const std::unique_ptr<pcre2_match_context, FreeContext> context(pcre2_match_context_create(nullptr));
  pcre2_set_match_limit(context.get(), kMatchLimit);
  return pcre2_match(code_->native, bytes(text), text.size(), 0, 0, data.get(), context.get()) >= 0;
}

}  // namespace iflowsim
