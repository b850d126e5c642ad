#include "iflows/inspect/value_check.h"

#include <algorithm>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

bool isOpen(const std::string& value) {
  return value.find("${") != std::string::npos || value.find("{{") != std::string::npos;
}

bool isAllowed(const PropertySpec& property, const std::string& value) {
  return std::any_of(property.allowed.begin(), property.allowed.end(),
                     [&](const std::string& allowed) { return equalsIgnoreCase(allowed, value); });
}

}  // namespace

void checkValues(const ComponentSpec& spec, const PropertyTable& properties, const ElementFidelity& element,
                 Diagnostics& diagnostics) {
  for (const PropertySpec& property : spec.properties) {
    const std::string& value = properties.get(property.name);
    if (property.allowed.empty() || value.empty() || isOpen(value) || isAllowed(property, value)) continue;
    const std::string near = nearestName(value, property.allowed);
    diagnostics.add(
        {Severity::Warning, "PROPERTY-001", element.place, element.element, element.name, element.id,
         "The property '" + property.name + "' has the unknown value '" + value + "'.",
         near.empty() ? "Known values are " + join(property.allowed, ", ") + "." : "Did you mean '" + near + "'?"});
  }
}

}  // namespace iflowsim
