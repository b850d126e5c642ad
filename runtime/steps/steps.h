#pragma once

namespace iflowsim {

class StepRegistry;

/// Adds every step of this folder.
void registerSteps(StepRegistry& registry);

}  // namespace iflowsim
