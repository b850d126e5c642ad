#pragma once

#include <string>
#include <vector>

#include "app/verbs/verb.h"

namespace iflowsim {

/// Reads the arguments (without the program's name), runs the verb they name and returns its exit code. `--help`,
/// `--version` and an empty command line print to `out`; arguments that cannot be used are explained on `err`.
int runCommandLine(const VerbRegistry& registry, std::vector<std::string> arguments, Console& console,
                   const std::string& version);

}  // namespace iflowsim
