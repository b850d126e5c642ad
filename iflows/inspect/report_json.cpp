#include <nlohmann/json.hpp>

#include "iflows/inspect/fidelity_report.h"

namespace iflowsim {

namespace {

using nlohmann::ordered_json;

ordered_json toJsonObject(const ElementFidelity& element) {
  return {{"element", element.element},
          {"kind", element.kind},
          {"name", element.name},
          {"id", element.id},
          {"process", element.process},
          {"fidelity", std::string(toText(element.fidelity))},
          {"difference", element.difference},
          {"origin", element.origin},
          {"line", element.place.line}};
}

ordered_json toJsonObject(const Diagnostic& finding) {
  return {{"severity", finding.severity == Severity::Error ? "error" : "warning"},
          {"code", finding.code},
          {"file", finding.place.file},
          {"line", finding.place.line},
          {"column", finding.place.column},
          {"element", finding.element_kind},
          {"name", finding.element_name},
          {"id", finding.element_id},
          {"message", finding.message},
          {"remedy", finding.remedy}};
}

}  // namespace

std::string toJson(const FidelityReport& report, const Diagnostics& others) {
  ordered_json counts;
  for (const Fidelity fidelity : {Fidelity::Exact, Fidelity::Approximated, Fidelity::Stubbed, Fidelity::Unsupported}) {
    counts[std::string(toText(fidelity))] = report.count(fidelity);
  }
  ordered_json elements = ordered_json::array();
  for (const ElementFidelity& element : report.elements) elements.push_back(toJsonObject(element));
  ordered_json findings = ordered_json::array();
  for (const Diagnostics* group : {&others, &report.diagnostics}) {
    for (const Diagnostic& finding : group->items()) findings.push_back(toJsonObject(finding));
  }
  const ordered_json document = {{"flow", report.flow_id},
                                 {"name", report.flow_name},
                                 {"version", report.flow_version},
                                 {"bundle", report.bundle},
                                 {"deployable", report.deployable() && !others.hasErrors()},
                                 {"counts", counts},
                                 {"elements", elements},
                                 {"findings", findings}};
  // Names in a bundle are not necessarily valid UTF-8; a report must not fail over that.
  return document.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace iflowsim
