#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace iflowsim {

/// What is wrong with an expression. Thrown by the parsers of this module, whose recursion it unwinds, and turned into
/// an Error where a language hands over its result; never leaves the module.
class CompileError : public std::runtime_error {
 public:
  CompileError(std::string code, const std::string& text) : std::runtime_error(text), code_(std::move(code)) {}

  const std::string& code() const { return code_; }

 private:
  std::string code_;
};

}  // namespace iflowsim
