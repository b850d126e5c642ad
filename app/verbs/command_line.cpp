#include "app/verbs/command_line.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr const char* kFooter =
    "Exit codes: 0 done; 1 what was asked for failed, or something cannot be deployed; 2 arguments or files that\n"
    "cannot be used; 3 no server of the tenant can be reached.\n"
    "'iflowsim <verb> --help' explains a verb.";

/// A word in place of a verb that is none gets a suggestion.
std::string unknownVerb(const VerbRegistry& registry, const std::string& word) {
  std::vector<std::string> names;
  for (const auto& verb : registry.all()) names.push_back(verb->name());
  const std::string near = nearestName(word, names);
  return "There is no verb '" + word + "'. " +
         (near.empty() ? "Known are: " + join(names, ", ") + '.' : "Did you mean '" + near + "'?");
}

bool isVerb(const VerbRegistry& registry, const std::string& word) {
  const auto& verbs = registry.all();
  return std::any_of(verbs.begin(), verbs.end(), [&word](const auto& verb) { return verb->name() == word; });
}

}  // namespace

int runCommandLine(const VerbRegistry& registry, std::vector<std::string> arguments, Console& console,
                   const std::string& version) {
  if (arguments.empty()) arguments.emplace_back("--help");
  if (!arguments.front().starts_with('-') && !isVerb(registry, arguments.front())) {
    console.err << unknownVerb(registry, arguments.front()) << '\n';
    return exit_code::kUnusable;
  }
  CLI::App program("iflowsim - a local tenant that runs exported integration flows", "iflowsim");
  program.require_subcommand(1);
  program.set_version_flag("--version", "iflowsim " + version);
  program.footer(kFooter);
  for (const auto& verb : registry.all()) verb->setup(*program.add_subcommand(verb->name(), verb->summary()));
  try {
    std::reverse(arguments.begin(), arguments.end());
    program.parse(arguments);
  } catch (const CLI::ParseError& error) {
    const int code = program.exit(error, console.out, console.err);
    return code == 0 ? exit_code::kDone : exit_code::kUnusable;
  }
  for (const auto& verb : registry.all()) {
    if (program.got_subcommand(verb->name())) return verb->run(console);
  }
  return exit_code::kUnusable;
}

}  // namespace iflowsim
