#include "runtime/spi/endpoint.h"

namespace iflowsim {

HttpReply HttpEndpoint::tooLarge(HttpRequest head, const Principal& /*caller*/) {
  HttpReply reply;
  reply.status = 413;
  reply.headers.add("Content-Type", "text/plain");
  reply.body = Body("The body is larger than the " + std::to_string(maxBody(head)) + " bytes this address accepts.");
  return reply;
}

}  // namespace iflowsim
