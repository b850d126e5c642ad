#pragma once

#include <map>
#include <string>
#include <vector>

#include "iflows/bundle/parameters.h"
#include "iflows/model/resources.h"
#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// The externalised parameters of a flow bundle: names and types of `parameters.propdef`, values of `parameters.prop`,
/// then the tenant's configured values. Sorted by name. Problems are reported with the place of the file: `PARAM-002` a
/// required parameter without a value, `PARAM-003` no `.propdef`, `PARAM-004` `.prop` unreadable (an error),
/// `PARAM-006`
/// `.propdef` unreadable.
std::vector<ExternalParameter> readParameters(const Resources& resources, const std::string& bundle_prefix,
                                              const std::map<std::string, std::string>& configured,
                                              Diagnostics& diagnostics);

}  // namespace iflowsim
