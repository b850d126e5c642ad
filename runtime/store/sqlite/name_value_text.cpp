#include "runtime/store/sqlite/name_value_text.h"

#include <charconv>
#include <cstddef>
#include <optional>

namespace iflowsim {

namespace {

void append(std::string& text, std::string_view item) {
  text.append(std::to_string(item.size())).append(":").append(item).append(",");
}

/// Takes one item off the front.
std::optional<std::string_view> take(std::string_view& text) {
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  const auto start = static_cast<std::size_t>(end - text.data()) + 1;
  if (error != std::errc{} || start > text.size() || length >= text.size() - start) return std::nullopt;
  const std::string_view item = text.substr(start, length);
  text.remove_prefix(start + length + 1);
  return item;
}

}  // namespace

std::string toNameValueText(const NameValues& pairs) {
  std::string text;
  for (const auto& [name, value] : pairs) {
    append(text, name);
    append(text, value);
  }
  return text;
}

NameValues fromNameValueText(std::string_view text) {
  NameValues pairs;
  while (!text.empty()) {
    const auto name = take(text);
    const auto value = name ? take(text) : std::nullopt;
    if (!value) break;
    pairs.emplace_back(*name, *value);
  }
  return pairs;
}

}  // namespace iflowsim
