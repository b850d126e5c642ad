#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace iflowsim {

/// Length of UTF-8 text in the UTF-16 units that Java counts.
std::size_t javaLength(std::string_view text);
/// The part between two Java indexes; nothing when they lie outside of the text or cross.
std::optional<std::string> javaSubstring(std::string_view text, std::int64_t begin, std::int64_t end);
/// Java index of a byte position.
std::int64_t javaIndex(std::string_view text, std::size_t position);

/// The number a text is as a whole: an optional minus, digits, and at most one dot.
std::optional<double> textNumber(std::string_view text);
/// The integer a text is as a whole.
std::optional<std::int64_t> textInteger(std::string_view text);

}  // namespace iflowsim
