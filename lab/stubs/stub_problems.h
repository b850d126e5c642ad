#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// Collects what is wrong with one mapping file, with the line the key in question stands on.
class StubProblems {
 public:
  /// `text` must outlive the collector.
  StubProblems(Diagnostics& diagnostics, std::string file, std::string_view text)
      : diagnostics_(diagnostics), file_(std::move(file)), text_(text) {}

  /// The mapping whose problems follow, by name.
  void enter(std::string mapping) { mapping_ = std::move(mapping); }

  /// `STUB-002`: the key is none of those known.
  void unknownKey(const std::string& key, const std::string& where, const std::vector<std::string>& known);
  /// `STUB-003`: the value of the key is not what it must be.
  void wrongValue(const std::string& key, const std::string& message, const std::string& remedy);
  /// `STUB-004`: an expression cannot be compiled.
  void wrongExpression(const std::string& key, const std::string& message);
  /// `STUB-005`: WireMock knows it, this program does not. A warning when answers are the same without it.
  void notSupported(const std::string& key, Severity severity, const std::string& message, const std::string& remedy);
  void add(Severity severity, const std::string& code, const std::string& key, const std::string& message,
           const std::string& remedy);

 private:
  int lineOf(const std::string& key) const;

  Diagnostics& diagnostics_;
  std::string file_;
  std::string_view text_;
  std::string mapping_;
};

}  // namespace iflowsim
