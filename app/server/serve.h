#pragma once

#include <memory>

namespace iflowsim {

class VerbRegistry;

/// Adds `serve <tenant folder>`: runs a tenant until SIGTERM or SIGINT, prints `ready runtime=<url> management=<url>
/// flows=<n>` when it accepts calls, and takes over changes of the folder. Exit codes: those of verbs.
void registerServe(VerbRegistry& registry);

}  // namespace iflowsim
