#include "runtime/script/b2b_monitor.h"

#include <string>

#include "runtime/script/tenant_services.h"

namespace iflowsim::script {

namespace {

/// What is long is counted: payloads are in the message itself.
constexpr std::size_t kMostText = 200;

std::string shown(const Value& value) {
  if (const auto* bytes = value.as<Value::Bytes>()) return std::to_string((*bytes)->size()) + " bytes";
  const std::string text = value.toText();
  return text.size() <= kMostText ? text : std::to_string(text.size()) + " characters";
}

/// One line for each value that was set: `BusinessDocument.SenderDocumentStandard: X12`.
void append(std::string& lines, const std::string& name, const Value& value) {
  if (value.isNull()) return;
  const auto* bean = value.as<std::shared_ptr<const ValueMap>>();
  if (bean == nullptr) {
    lines += (lines.empty() ? "" : "\n") + name + ": " + shown(value);
    return;
  }
  for (const auto& [member, inner] : **bean) append(lines, name.empty() ? member : name + '.' + member, inner);
}

}  // namespace

void noteMonitorEvent(Run& run, std::string_view method, const ValueList& arguments) {
  if (arguments.empty() || run.level() < LogLevel::Debug) return;
  std::string lines;
  if (arguments.size() > 1) append(lines, "", arguments[1]);
  run.addStepProperty(std::string(kB2bMonitor) + '.' + std::string(method) + ' ' + arguments[0].toText(),
                      std::move(lines));
}

}  // namespace iflowsim::script
