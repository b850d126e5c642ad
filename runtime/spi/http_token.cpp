#include "runtime/spi/http_token.h"

#include <algorithm>
#include <array>

namespace iflowsim {

namespace {

/// By byte: whether it may be part of a token.
constexpr std::array<bool, 256> kTokenBytes = [] {
  std::array<bool, 256> fits{};
  for (const char c : std::string_view("!#$%&'*+-.^_`|~")) fits[static_cast<unsigned char>(c)] = true;
  for (unsigned c = '0'; c <= '9'; ++c) fits[c] = true;
  for (unsigned c = 'A'; c <= 'Z'; ++c) fits[c] = fits[c + ('a' - 'A')] = true;
  return fits;
}();

}  // namespace

bool isHttpToken(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return kTokenBytes[static_cast<unsigned char>(c)]; });
}

}  // namespace iflowsim
