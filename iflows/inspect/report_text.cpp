#include <array>

#include "iflows/inspect/fidelity_report.h"

namespace iflowsim {

namespace {

constexpr std::array<Fidelity, 4> kAll = {Fidelity::Exact, Fidelity::Approximated, Fidelity::Stubbed,
                                          Fidelity::Unsupported};

std::string lineOf(const ElementFidelity& element) {
  std::string line = "  " + std::string(toText(element.fidelity)) + ": " + element.element;
  if (!element.name.empty()) line += " '" + element.name + '\'';
  line += " (" + element.id + ')';
  if (!element.process.empty()) line += " in '" + element.process + '\'';
  if (element.place.line > 0) line += ", line " + std::to_string(element.place.line);
  if (!element.origin.empty()) line += ", from the plug-in '" + element.origin + '\'';
  if (!element.difference.empty()) line += ": " + element.difference;
  return line + '\n';
}

}  // namespace

std::string toText(const FidelityReport& report, const Diagnostics& others) {
  const bool deployable = report.deployable() && !others.hasErrors();
  std::string text = report.bundle + ": " + report.flow_name + " (" + report.flow_id + ' ' + report.flow_version +
                     ") " + (deployable ? "can be deployed" : "cannot be deployed") + '\n';
  text += "  " + std::to_string(report.elements.size()) + " elements";
  for (const Fidelity fidelity : kAll) {
    text += (fidelity == Fidelity::Exact ? ": " : ", ") + std::to_string(report.count(fidelity)) + ' ' +
            std::string(toText(fidelity));
  }
  text += '\n';
  for (const ElementFidelity& element : report.elements) {
    if (element.fidelity != Fidelity::Exact || !element.origin.empty()) text += lineOf(element);
  }
  for (const Diagnostics* findings : {&others, &report.diagnostics}) {
    for (const Diagnostic& finding : findings->items()) text += "  " + finding.toText() + '\n';
  }
  return text;
}

}  // namespace iflowsim
