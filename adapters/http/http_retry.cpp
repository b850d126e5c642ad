#include "adapters/http/http_retry.h"

#include <algorithm>
#include <string>

#include <curl/curl.h>

#include "runtime/base/number_text.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr std::chrono::milliseconds kLongest{60'000};

std::optional<std::chrono::milliseconds> asDate(const std::string& text, TimePoint now) {
  const auto seconds = curl_getdate(text.c_str(), nullptr);
  if (seconds < 0) return std::nullopt;
  return TimePoint(std::chrono::seconds(seconds)) - now;
}

}  // namespace

std::optional<std::chrono::milliseconds> retryAfter(const HttpReply& reply, TimePoint now) {
  const std::string text(trim(reply.headers.get("Retry-After")));
  if (text.empty()) return std::nullopt;
  const auto seconds = numberIn<unsigned>(text);
  const auto wait =
      seconds ? std::optional(std::chrono::milliseconds(std::int64_t{*seconds} * 1000)) : asDate(text, now);
  if (!wait) return std::nullopt;
  return std::clamp(*wait, std::chrono::milliseconds::zero(), kLongest);
}

}  // namespace iflowsim
