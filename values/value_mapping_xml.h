#pragma once

#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "iflows/bundle/xml_tree.h"
#include "values/value_table.h"

namespace iflowsim {

/// Reads the groups of a `value_mapping.xml`, in their order. The problem is one of XML, or `VALUES-008` when an entry
/// has no agency, schema or value. Source: iflow-format section 1, companion bundles.
tl::expected<std::vector<ValueGroup>, XmlProblem> readValueMapping(std::string_view xml);

}  // namespace iflowsim
