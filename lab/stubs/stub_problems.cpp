#include "lab/stubs/stub_problems.h"

#include <algorithm>

#include "runtime/base/text.h"

namespace iflowsim {

void StubProblems::unknownKey(const std::string& key, const std::string& where, const std::vector<std::string>& known) {
  const std::string nearest = nearestName(key, known);
  const std::string remedy =
      nearest.empty() ? "Known are " + join(known, ", ") + '.' : "Did you mean '" + nearest + "'?";
  add(Severity::Error, "STUB-002", key, "'" + key + "' is unknown in " + where + '.', remedy);
}

void StubProblems::wrongValue(const std::string& key, const std::string& message, const std::string& remedy) {
  add(Severity::Error, "STUB-003", key, message, remedy);
}

void StubProblems::wrongExpression(const std::string& key, const std::string& message) {
  add(Severity::Error, "STUB-004", key, message, "Correct the expression of '" + key + "'.");
}

void StubProblems::notSupported(const std::string& key, Severity severity, const std::string& message,
                                const std::string& remedy) {
  add(severity, "STUB-005", key, message, remedy);
}

void StubProblems::add(Severity severity, const std::string& code, const std::string& key, const std::string& message,
                       const std::string& remedy) {
  diagnostics_.add({.severity = severity,
                    .code = code,
                    .place = {.file = file_, .line = lineOf(key)},
                    .element_kind = "Stub",
                    .element_name = mapping_,
                    .message = message,
                    .remedy = remedy});
}

int StubProblems::lineOf(const std::string& key) const {
  const std::size_t place = key.empty() ? std::string_view::npos : text_.find('"' + key + '"');
  if (place == std::string_view::npos) return 0;
  return 1 + static_cast<int>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(place), '\n'));
}

}  // namespace iflowsim
