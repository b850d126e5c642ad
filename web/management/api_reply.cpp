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
    StatusOfCode{"API-400", 400},      StatusOfCode{"API-401", 401},      StatusOfCode{"API-403", 403},
    StatusOfCode{"API-404", 404},      StatusOfCode{"API-405", 405},      StatusOfCode{"API-413", 413},
    StatusOfCode{"API-421", 421},      StatusOfCode{"ORIGIN-403", 403},   StatusOfCode{"CERT-001", 400},
    StatusOfCode{"DECISION-404", 404}, StatusOfCode{"DEPLOY-400", 400},   StatusOfCode{"DEPLOY-404", 404},
    StatusOfCode{"DEPLOY-409", 409},   StatusOfCode{"FIRE-001", 409},     StatusOfCode{"IDENTITY-400", 400},
    StatusOfCode{"IDENTITY-404", 404}, StatusOfCode{"IDENTITY-409", 409}, StatusOfCode{"IDENTITY-500", 500},
    StatusOfCode{"LOG-404", 404}};

// Source: management-api 1.3; what the realm is called is not documented.
constexpr const char* kChallenge = "Basic realm=\"iflowsim\"";

}  // namespace

std::string_view ApiRequest::path() const {
  return std::string_view(target).substr(0, target.find('?'));
}

std::string_view ApiRequest::rawQuery() const {
  const auto question = target.find('?');
  return question == std::string::npos ? std::string_view{} : std::string_view(target).substr(question + 1);
}

std::optional<std::string> ApiCall::parameter(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

Result<std::string> ApiCall::text() const {
  std::string text(kLargestObject + 1, '\0');
  request.body.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(request.body.gcount()));
  if (text.size() > kLargestObject) return failure("API-413", "The body is larger than 1 MiB.");
  return text;
}

Result<nlohmann::json> ApiCall::object() const {
  const auto body = text();
  if (!body) return tl::unexpected<Error>(body.error());
  auto json = nlohmann::json::parse(*body, nullptr, false);
  if (!json.is_object()) return failure("API-400", "The body is no JSON object.");
  return json;
}

ApiReply failed(const Error& error) {
  int status = 500;
  for (const StatusOfCode& entry : kStatuses) {
    if (entry.code == error.code) status = entry.status;
  }
  ApiReply reply{status, {{"error", {{"code", error.code}, {"text", error.text}}}}};
  if (status == 401) reply.headers.emplace_back("WWW-Authenticate", kChallenge);
  return reply;
}

ApiReply answered(const Result<void>& outcome) {
  return outcome ? ApiReply{} : failed(outcome.error());
}

ApiReply answered(const Result<nlohmann::json>& outcome) {
  return outcome ? ApiReply{200, *outcome} : failed(outcome.error());
}

}  // namespace iflowsim
