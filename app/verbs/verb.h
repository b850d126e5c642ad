#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "runtime/base/result.h"

namespace CLI {
class App;
}

namespace iflowsim {

/// How a verb ends; documented in its --help.
namespace exit_code {
inline constexpr int kDone = 0;
/// What was asked for failed, or something cannot be deployed.
inline constexpr int kFailed = 1;
/// Arguments or files that cannot be used.
inline constexpr int kUnusable = 2;
/// No server of the tenant can be reached.
inline constexpr int kNoServer = 3;
}  // namespace exit_code

/// Where a verb reads and writes. The streams outlive it.
struct Console {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

/// One verb of the command line: `iflowsim <name> ...`. Made once, set up once, run at most once.
class Verb {
 public:
  virtual ~Verb() = default;
  virtual std::string name() const = 0;
  /// One sentence for the list of verbs.
  virtual std::string summary() const = 0;
  /// Declares options and arguments, which fill members of the verb.
  virtual void setup(CLI::App& command) = 0;
  /// Returns one of `exit_code`. Results go to `out`, problems to `err`.
  virtual int run(Console& console) = 0;
};

/// The verbs of the program, in the order of the help. Throws std::logic_error when a name is taken twice.
class VerbRegistry {
 public:
  void add(std::unique_ptr<Verb> verb);
  const std::vector<std::unique_ptr<Verb>>& all() const { return verbs_; }

 private:
  std::vector<std::unique_ptr<Verb>> verbs_;
};

/// The exit code for an error of the client or of the server: the one place where codes meet the shell.
int exitCodeOf(const Error& error);

/// Adds the verbs of this folder. Generated from the list in CMakeLists.txt.
void registerVerbs(VerbRegistry& registry);

}  // namespace iflowsim
