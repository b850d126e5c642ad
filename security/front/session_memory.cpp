#include "security/front/session_memory.h"

#include <array>
#include <charconv>

#include <openssl/ssl.h>

namespace iflowsim {

namespace {

/// A reason may quote names of any length; tickets should stay small.
constexpr std::size_t kReason = 512;
constexpr auto kLastVerdict = static_cast<long long>(CertificateVerdict::Unacceptable);

std::optional<long long> takeNumber(std::string_view& memory) {
  long long number = 0;
  const auto [end, error] = std::from_chars(memory.data(), memory.data() + memory.size(), number);
  if (error != std::errc() || end == memory.data() + memory.size() || *end != '\n') return std::nullopt;
  memory.remove_prefix(static_cast<std::size_t>(end - memory.data()) + 1);
  return number;
}

TimePoint timeOf(long long milliseconds) {
  return TimePoint(std::chrono::milliseconds(milliseconds));
}

}  // namespace

std::string remember(const PeerJudgement& judgement) {
  return std::to_string(static_cast<int>(judgement.verdict)) + '\n' +
         std::to_string(judgement.valid_from.time_since_epoch().count()) + '\n' +
         std::to_string(judgement.valid_until.time_since_epoch().count()) + '\n' +
         std::to_string(judgement.trusted_root.size()) + '\n' + judgement.trusted_root +
         judgement.reason.substr(0, kReason);
}

std::optional<PeerJudgement> recallFrom(std::string_view memory) {
  const auto verdict = takeNumber(memory);
  const auto from = verdict ? takeNumber(memory) : std::nullopt;
  const auto until = from ? takeNumber(memory) : std::nullopt;
  const auto root = until ? takeNumber(memory) : std::nullopt;
  if (!root || *verdict < 0 || *verdict > kLastVerdict || *root < 0) return std::nullopt;
  const auto length = static_cast<std::size_t>(*root);
  if (length > memory.size()) return std::nullopt;
  PeerJudgement judgement;
  judgement.verdict = static_cast<CertificateVerdict>(*verdict);
  judgement.valid_from = timeOf(*from);
  judgement.valid_until = timeOf(*until);
  judgement.trusted_root = memory.substr(0, length);
  judgement.reason = memory.substr(length);
  return judgement;
}

std::string_view rememberedIn(SSL_SESSION* ticket) {
  void* data = nullptr;
  std::size_t size = 0;
  if (ticket == nullptr || SSL_SESSION_get0_ticket_appdata(ticket, &data, &size) != 1 || data == nullptr) return {};
  return {static_cast<const char*>(data), size};
}

}  // namespace iflowsim
