#include "app/verbs/verbs_testkit.h"

#include "app/verbs/command_line.h"

namespace iflowsim {

Ran runVerb(std::vector<std::string> arguments, const std::string& input) {
  VerbRegistry registry;
  registerVerbs(registry);
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  Console console{in, out, err};
  const int code = runCommandLine(registry, std::move(arguments), console, "0.1");
  return {code, out.str(), err.str()};
}

}  // namespace iflowsim
