#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "iflows/inspect/component_catalogue.h"
#include "iflows/model/component_spec.h"
#include "iflows/model/flow_model.h"
#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// `exact`, `approximated`, `stubbed` or `unsupported`.
std::string_view toText(Fidelity fidelity);

/// How closely one element of a flow does what it does on a tenant.
struct ElementFidelity {
  /// In the product's words: the palette name of its component, or what it is called when there is none.
  std::string element;
  /// What it is in the catalogue: `Node::kind`, or the adapter type of a channel.
  std::string kind;
  std::string name;
  std::string id;
  /// Name of the process around it; empty for a channel.
  std::string process;
  Fidelity fidelity = Fidelity::Exact;
  /// The difference to the product, or what is missing; empty when exact.
  std::string difference;
  SourcePlace place;
  /// The plug-in its adapter comes from; empty when it is built in.
  std::string origin = {};
};

/// What a flow would do here, element by element: the nodes of every process and exception subprocess, then the
/// channels.
struct FidelityReport {
  std::string flow_id;
  std::string flow_name;
  std::string flow_version;
  std::string bundle;
  std::vector<ElementFidelity> elements;
  /// `STEP-001` and `ADAPTER-001`, errors: there is no such step or adapter. `PROPERTY-001`, a warning: a value that
  /// the component does not know. Properties it does not know are left alone: real exports carry many.
  Diagnostics diagnostics;

  std::size_t count(Fidelity fidelity) const;
  /// Whether nothing in it is unsupported. The findings of the bundle reader and of the compiler count besides.
  bool deployable() const { return !diagnostics.hasErrors(); }
};

/// Judges a flow by the catalogue alone. Does not follow the graph, so a flow with broken connections is judged as
/// well.
FidelityReport inspect(const FlowModel& flow, const ComponentCatalogue& catalogue);

/// The findings of the report that a deployment must know: errors keep the flow from starting.
Diagnostics deployDiagnostics(const FlowModel& flow, const ComponentCatalogue& catalogue);

/// For people: a heading, the counts, every element that is not exact or comes from a plug-in, then the findings: those
/// of the report and `others`, which come from the bundle reader or the compiler. Ends with a line end.
std::string toText(const FidelityReport& report, const Diagnostics& others = {});
/// The same as one JSON object: `flow`, `name`, `version`, `bundle`, `deployable`, `counts`, `elements` (all of them),
/// `findings`.
std::string toJson(const FidelityReport& report, const Diagnostics& others = {});

}  // namespace iflowsim
