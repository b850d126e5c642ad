#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/message/value.h"

namespace iflowsim {

/// A Java method that can be called on a value. Getters are found by their property too: `getMessage` as `message`.
struct OgnlMethod {
  const char* name;
  std::size_t least_arguments;
  std::size_t most_arguments;
  /// `target` is not null. Throws FlowError when the value has no such method.
  Value (*call)(const Value& target, const std::vector<Value>& arguments);
};

/// Null when there is none of that name.
const OgnlMethod* findOgnlMethod(std::string_view name);
/// Names of all methods, for suggestions.
std::vector<std::string> ognlMethodNames();

}  // namespace iflowsim
