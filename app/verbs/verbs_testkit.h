#pragma once

#include <sstream>
#include <string>
#include <vector>

namespace iflowsim {

/// How a command line ended.
struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

/// Runs a command line of the verbs of this folder.
Ran runVerb(std::vector<std::string> arguments, const std::string& input = {});

}  // namespace iflowsim
