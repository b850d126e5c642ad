#pragma once

#include <optional>
#include <utility>

#include "runtime/spi/endpoint.h"

namespace iflowsim {

/// What the endpoint answers; throws std::bad_optional_access when it does not.
inline HttpReply served(HttpEndpoint& endpoint, HttpRequest request, const Principal& caller = {}) {
  std::optional<HttpReply> answer;
  endpoint.serve(std::move(request), caller, [&](HttpReply reply) { answer = std::move(reply); });
  return std::move(answer).value();
}

}  // namespace iflowsim
