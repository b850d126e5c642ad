#include "web/management/api_reply.h"

#include <array>

namespace iflowsim {

namespace {

constexpr std::size_t kLargestObject = 1U << 20U;

struct StatusOfCode {
  std::string_view code;
  int status;
};

constexpr std::array kStatuses{
    StatusOfCode{"API-400", 400},    StatusOfCode{"API-401", 401},    StatusOfCode{"API-404", 404},
    StatusOfCode{"API-405", 405},    StatusOfCode{"API-413", 413},    StatusOfCode{"API-421", 421},
    StatusOfCode{"DEPLOY-400", 400}, StatusOfCode{"DEPLOY-404", 404}, StatusOfCode{"DEPLOY-409", 409},
    StatusOfCode{"FIRE-001", 409},   StatusOfCode{"LOG-404", 404}};

}  // namespace

std::optional<std::string> ApiCall::parameter(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

Result<nlohmann::json> ApiCall::object() const {
  std::string text(kLargestObject + 1, '\0');
  body.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(body.gcount()));
  if (text.size() > kLargestObject) return failure("API-413", "The body is larger than 1 MiB.");
  auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return failure("API-400", "The body is no JSON object.");
  return json;
}

ApiReply failed(const Error& error) {
  int status = 500;
  for (const StatusOfCode& entry : kStatuses) {
    if (entry.code == error.code) status = entry.status;
  }
  return {status, {{"error", {{"code", error.code}, {"text", error.text}}}}};
}

}  // namespace iflowsim
