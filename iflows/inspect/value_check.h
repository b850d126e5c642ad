#pragma once

#include "iflows/inspect/fidelity_report.h"

namespace iflowsim {

/// `PROPERTY-001` for each value of a property with fixed values that is none of them, whatever its case. Empty values,
/// and those that are known only at run time (`${..}`) or have no parameter value (`{{..}}`), are left alone.
void checkValues(const ComponentSpec& spec, const PropertyTable& properties, const ElementFidelity& element,
                 Diagnostics& diagnostics);

}  // namespace iflowsim
