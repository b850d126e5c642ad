#include "runtime/base/diagnostic.h"

#include <algorithm>

namespace iflowsim {

std::string Diagnostic::toText() const {
  std::string text = severity == Severity::Error ? "error " : "warning ";
  text += code + ' ' + place.file;
  if (place.line > 0) text += ':' + std::to_string(place.line);
  if (place.line > 0 && place.column > 0) text += ':' + std::to_string(place.column);
  if (!element_kind.empty()) text += ' ' + element_kind;
  if (!element_name.empty()) text += " '" + element_name + '\'';
  if (!element_id.empty()) text += " (" + element_id + ')';
  text += ": " + message;
  if (!remedy.empty()) text += ' ' + remedy;
  return text;
}

void Diagnostics::append(const Diagnostics& other) {
  items_.insert(items_.end(), other.items_.begin(), other.items_.end());
}

bool Diagnostics::hasErrors() const {
  return std::any_of(items_.begin(), items_.end(),
                     [](const Diagnostic& item) { return item.severity == Severity::Error; });
}

std::string Diagnostics::toText() const {
  std::string text;
  for (const Diagnostic& item : items_) text += item.toText() + '\n';
  return text;
}

}  // namespace iflowsim
