#pragma once

#include <yaml-cpp/yaml.h>

#include "runtime/message/value.h"

namespace iflowsim {

/// Values as people write them. A scalar is text, whatever it looks like, as header lines are: `!!int`, `!!float`,
/// `!!bool`, `!!timestamp`, `!!binary` and `!java.math.BigDecimal` say another type, `!exception` marks the map of an
/// exception, and what is left empty is null. Throws YAML::Exception, with the place, for anything else.
Value valueFrom(const YAML::Node& node);

/// What `valueFrom` reads back; objects of scripts become text with the tag of their class.
void writeValue(YAML::Emitter& out, const Value& value);

}  // namespace iflowsim
