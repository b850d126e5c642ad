#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace iflowsim {

/// The number that the text is, from its first byte to its last, in decimal digits. None when it is empty, something
/// else, or does not fit.
template <typename Number>
std::optional<Number> numberIn(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace iflowsim
