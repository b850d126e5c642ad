#include "iflows/inspect/fidelity_report.h"

#include <algorithm>

#include "iflows/inspect/value_check.h"
#include "iflows/model/element_words.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// A component may be listed only to say what is missing of it.
bool isBuilt(const ComponentSpec* spec) {
  return spec != nullptr && spec->fidelity != Fidelity::Unsupported;
}

std::string missingWords(const ComponentSpec* spec, const std::string& otherwise) {
  return spec == nullptr || spec->difference.empty() ? otherwise : spec->difference;
}

class Inspection {
 public:
  Inspection(const FlowModel& flow, const ComponentCatalogue& catalogue) : flow_(flow), catalogue_(catalogue) {
    report_.flow_id = flow.id;
    report_.flow_name = flow.name;
    report_.flow_version = flow.version;
    report_.bundle = flow.bundle;
  }

  FidelityReport run() {
    for (const Process& process : flow_.processes) {
      inspect(process.graph, process.name);
      if (process.exception_subprocess) inspect(process.exception_subprocess->graph, process.name);
    }
    for (const Channel& channel : flow_.channels) inspect(channel);
    return std::move(report_);
  }

 private:
  void inspect(const NodeGraph& graph, const std::string& process) {
    for (const Node& node : graph.nodes) {
      ElementFidelity element{elementWords(node), node.kind, node.name, node.id, process};
      element.place = node.place;
      const ComponentSpec* spec = catalogue_.step(node.kind);
      if (!isBuilt(spec)) {
        const std::string missing = "There is no step of the type '" + node.kind + "' in iflowsim.";
        unsupported(std::move(element), "STEP-001", missingWords(spec, missing), stepRemedy(node.kind));
        continue;
      }
      judge(element, *spec);
      checkValues(*spec, node.properties, element, report_.diagnostics);
      checkValues(*spec, node.event_properties, element, report_.diagnostics);
      report_.elements.push_back(std::move(element));
    }
  }

  void inspect(const Channel& channel) {
    ElementFidelity element{elementWords(channel), channel.type, channel.name, channel.id};
    if (element.name.empty()) element.name = channel.participant;
    element.place = channel.place;
    const ComponentSpec* spec = catalogue_.adapter(channel);
    if (!isBuilt(spec)) {
      const std::string side = toLower(iflowsim::toText(channel.direction));
      const std::string missing = "There is no " + side + " adapter '" + channel.type + "' in iflowsim.";
      unsupported(std::move(element), "ADAPTER-001", missingWords(spec, missing), adapterRemedy(channel));
      return;
    }
    judge(element, *spec);
    checkValues(*spec, channel.properties, element, report_.diagnostics);
    report_.elements.push_back(std::move(element));
  }

  static void judge(ElementFidelity& element, const ComponentSpec& spec) {
    element.element = spec.name;
    element.fidelity = spec.fidelity;
    element.difference = spec.difference;
    element.origin = spec.origin;
  }

  void unsupported(ElementFidelity element, const char* code, const std::string& message, const std::string& remedy) {
    element.fidelity = Fidelity::Unsupported;
    element.difference = message;
    report_.diagnostics.add(
        {Severity::Error, code, element.place, element.element, element.name, element.id, message, remedy});
    report_.elements.push_back(std::move(element));
  }

  std::string stepRemedy(const std::string& kind) const {
    const std::string near = nearestName(kind, catalogue_.stepKinds());
    if (!near.empty()) return "Did you mean '" + near + "'?";
    return "Replace it by a supported step, or keep the flow undeployed.";
  }

  std::string adapterRemedy(const Channel& channel) const {
    const bool sender = channel.direction == Direction::Sender;
    const Direction other = sender ? Direction::Receiver : Direction::Sender;
    Channel turned = channel;
    turned.direction = other;
    if (catalogue_.adapter(turned) != nullptr) {
      return "The adapter is supported as " + toLower(iflowsim::toText(other)) + " only.";
    }
    std::vector<std::string> known = catalogue_.adapterTypes(channel.direction);
    const std::string near = nearestName(channel.type, known);
    if (!near.empty()) return "Did you mean '" + near + "'?";
    std::sort(known.begin(), known.end());
    return "Supported are " + join(known, ", ") + ".";
  }

  const FlowModel& flow_;
  const ComponentCatalogue& catalogue_;
  FidelityReport report_;
};

}  // namespace

std::string_view toText(Fidelity fidelity) {
  switch (fidelity) {
    case Fidelity::Exact:
      return "exact";
    case Fidelity::Approximated:
      return "approximated";
    case Fidelity::Stubbed:
      return "stubbed";
    case Fidelity::Unsupported:
      return "unsupported";
  }
  return "";
}

std::size_t FidelityReport::count(Fidelity fidelity) const {
  return static_cast<std::size_t>(std::count_if(
      elements.begin(), elements.end(), [fidelity](const ElementFidelity& item) { return item.fidelity == fidelity; }));
}

FidelityReport inspect(const FlowModel& flow, const ComponentCatalogue& catalogue) {
  return Inspection(flow, catalogue).run();
}

Diagnostics deployDiagnostics(const FlowModel& flow, const ComponentCatalogue& catalogue) {
  return inspect(flow, catalogue).diagnostics;
}

}  // namespace iflowsim
