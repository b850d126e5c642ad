#pragma once

#include <memory>

#include "runtime/base/diagnostic.h"
#include "runtime/compiler/compiled_flow.h"

namespace iflowsim {

struct Registries;
struct Services;

/// Makes a model executable. All problems go to `diagnostics`; null when one of them is an error. The services must
/// outlive the result.
std::shared_ptr<const CompiledFlow> compileFlow(std::shared_ptr<const FlowModel> model, const Registries& registries,
                                                const Services& services, Diagnostics& diagnostics);

}  // namespace iflowsim
