#include <sstream>

#include <gtest/gtest.h>

#include "app/server/serve.h"
#include "app/verbs/command_line.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

struct Served {
  int code;
  std::string err;
};

Served serve(std::vector<std::string> arguments) {
  VerbRegistry verbs;
  registerServe(verbs);
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Console console{in, out, err};
  arguments.insert(arguments.begin(), "serve");
  const int code = runCommandLine(verbs, std::move(arguments), console, "0.1");
  return {code, err.str()};
}

TEST(ServerCodes, NameASettingWithoutValue) {
  const testing::TemporaryFolder folder;

  const Served served = serve({folder.path().string(), "-D", "ports.runtime"});

  EXPECT_EQ(served.code, exit_code::kUnusable);
  EXPECT_NE(served.err.find("error CONFIG-004 '-D ports.runtime' has no value."), std::string::npos) << served.err;
}

TEST(ServerCodes, NameAStateFolderThatCannotBeWritten) {
  const testing::TemporaryFolder folder;
  folder.write(".iflowsim", "a file where the folder must be");

  const Served served = serve({folder.path().string(), "-D", "ports.runtime=0", "-D", "ports.management=0"});

  EXPECT_EQ(served.code, exit_code::kFailed);
  EXPECT_NE(served.err.find("error SERVER-002 The state folder "), std::string::npos) << served.err;
}

}  // namespace
}  // namespace iflowsim
