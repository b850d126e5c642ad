#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace iflowsim {

/// An expected failure, returned rather than thrown. `code` is stable and greppable; `text` says what is wrong and
/// what to do about it.
struct Error {
  std::string code;
  std::string text;
};

/// The value, or why there is none.
template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(std::string code, std::string text) {
  return tl::unexpected<Error>(Error{std::move(code), std::move(text)});
}

}  // namespace iflowsim
