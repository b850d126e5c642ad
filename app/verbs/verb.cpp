#include "app/verbs/verb.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace iflowsim {

void VerbRegistry::add(std::unique_ptr<Verb> verb) {
  const std::string name = verb->name();
  if (std::any_of(verbs_.begin(), verbs_.end(), [&name](const auto& known) { return known->name() == name; })) {
    throw std::logic_error("The verb '" + name + "' is registered twice.");
  }
  verbs_.push_back(std::move(verb));
}

int exitCodeOf(const Error& error) {
  constexpr std::array<std::string_view, 4> kNoServer{"ADDRESS-002", "SECRET-001", "CLIENT-001", "CLIENT-002"};
  constexpr std::array<std::string_view, 9> kUnusable{"API-400",      "CERT-001",    "DEPLOY-400",
                                                      "IDENTITY-400", "MESSAGE-001", "MESSAGE-002",
                                                      "PASSWORD-002", "SECRET-002",  "TRACE-001"};
  if (std::find(kNoServer.begin(), kNoServer.end(), error.code) != kNoServer.end()) return exit_code::kNoServer;
  if (std::find(kUnusable.begin(), kUnusable.end(), error.code) != kUnusable.end()) return exit_code::kUnusable;
  return exit_code::kFailed;
}

}  // namespace iflowsim
