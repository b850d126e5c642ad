#include "runtime/expression/random_function.h"

#include <random>

#include "runtime/base/text.h"
#include "runtime/expression/compile_error.h"
#include "runtime/expression/java_text.h"

namespace iflowsim {

namespace {

std::int64_t below(std::int64_t least, std::int64_t limit) {
  thread_local std::mt19937_64 generator{std::random_device{}()};
  return std::uniform_int_distribution<std::int64_t>(least, limit - 1)(generator);
}

}  // namespace

OperandPtr buildRandom(std::string_view rest, const ScopePtr&) {
  const auto parts = split(rest.substr(0, rest.find(')')), ',');
  const auto first = textInteger(trim(parts.front()));
  const auto last = textInteger(trim(parts.back()));
  const std::int64_t least = parts.size() == 2 ? first.value_or(0) : 0;
  if (!rest.ends_with(')') || parts.size() > 2 || !first || !last || *last <= least) {
    throw CompileError("SIMPLE-005",
                       "random takes a limit, or a least number and a limit above it. Write "
                       "${random(10)} or ${random(1,10)}.");
  }
  return makeOperand([least, limit = *last](const Exchange&) { return Value(below(least, limit)); });
}

}  // namespace iflowsim
