#include "security/front/reply_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

#include "runtime/base/text.h"
#include "runtime/spi/http_token.h"

namespace iflowsim {

namespace {

/// The framing decides these.
bool isFraming(std::string_view name) {
  constexpr std::array<std::string_view, 5> kNames{"Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive",
                                                   "Proxy-Connection"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view other) { return equalsIgnoreCase(name, other); });
}

void appendNumber(std::string& out, std::size_t number) {
  std::array<char, 20> digits{};
  const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

void appendLine(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void appendHeader(std::string& out, std::string_view name, std::string_view value) {
  if (!isHttpToken(name)) return;
  const std::size_t start = out.size() + name.size() + 2;
  appendLine(out, name, value);
  const auto from = out.begin() + static_cast<std::ptrdiff_t>(start);
  std::replace_if(
      from, out.end() - 2, [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
}

void appendStatusLine(std::string& out, int status) {
  constexpr int kLowest = 200;
  constexpr int kHighest = 599;
  // Nothing else can end a request.
  const int sent = status < kLowest || status > kHighest ? 500 : status;
  out.append("HTTP/1.1 ");
  appendNumber(out, static_cast<std::size_t>(sent));
  out.append(" ").append(reasonPhrase(sent)).append("\r\n");
}

void appendLength(std::string& out, const HttpReply& reply, const ReplyFraming& framing) {
  const std::string* announced = reply.headers.find("Content-Length");
  const bool body_is_elsewhere = framing.head_only && reply.body.isNull() && announced != nullptr;
  if (body_is_elsewhere) return appendHeader(out, "Content-Length", *announced);
  if (!mayHaveBody(reply.status)) return;
  out.append("Content-Length: ");
  appendNumber(out, reply.body.size());
  out.append("\r\n");
}

}  // namespace

bool mayHaveBody(int status) {
  return status >= 200 && status != 204 && status != 304;
}

void appendReplyHead(std::string& out, const HttpReply& reply, const ReplyFraming& framing) {
  appendStatusLine(out, reply.status);
  bool dated = false;
  bool named = framing.server.empty();
  for (const auto& [name, value] : reply.headers) {
    if (isFraming(name)) continue;
    dated = dated || equalsIgnoreCase(name, "Date");
    named = named || equalsIgnoreCase(name, "Server");
    appendHeader(out, name, value);
  }
  if (!named) appendLine(out, "Server", framing.server);
  if (!dated) appendLine(out, "Date", framing.date);
  appendLength(out, reply, framing);
  if (!framing.keep_alive) {
    out.append("Connection: close\r\n");
  } else if (framing.http10) {
    out.append("Connection: keep-alive\r\n");
  }
  out.append("\r\n");
}

std::string httpDate(long long seconds) {
  constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t time = seconds;
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  std::array<char, 32> rest{};
  // Names are ours: strftime would take them from the locale.
  const std::string pattern = std::string(kDays[static_cast<std::size_t>(parts.tm_wday)]) + ", %d " +
                              std::string(kMonths[static_cast<std::size_t>(parts.tm_mon)]) + " %Y %H:%M:%S GMT";
  const std::size_t size = std::strftime(rest.data(), rest.size(), pattern.c_str(), &parts);
  return {rest.data(), size};
}

}  // namespace iflowsim
