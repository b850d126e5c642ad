// iflowsim: a local tenant for SAP Cloud Integration. Server and command line in one program.
#include <iostream>
#include <string>
#include <vector>

#include "app/server/serve.h"
#include "app/verbs/command_line.h"
#include "app/verbs/verb.h"

int main(int count, char** arguments) {
  iflowsim::VerbRegistry verbs;
  iflowsim::registerServe(verbs);
  iflowsim::registerVerbs(verbs);
  iflowsim::Console console{std::cin, std::cout, std::cerr};
  return iflowsim::runCommandLine(verbs, std::vector<std::string>(arguments + 1, arguments + count), console,
                                  IFLOWSIM_VERSION);
}
