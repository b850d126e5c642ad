#include "web/management/management_server.h"

#include <optional>
#include <utility>

#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/ThreadPool.h>

namespace iflowsim {

namespace {

class Handler final : public Poco::Net::HTTPRequestHandler {
 public:
  explicit Handler(Router& router) : router_(router) {}

  void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override {
    const ApiReply reply = router_.answer({.method = request.getMethod(),
                                           .target = request.getURI(),
                                           .host = request.getHost(),
                                           .origin = request.get("Origin", ""),
                                           .authorization = request.get("Authorization", ""),
                                           .content_type = request.getContentType(),
                                           .peer = request.clientAddress().host().toString(),
                                           .body = request.stream()});
    response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(reply.status));
    response.setReason(Poco::Net::HTTPResponse::getReasonForStatus(response.getStatus()));
    response.setContentType("application/json");
    response.set("Cache-Control", "no-store");
    response.set("X-Content-Type-Options", "nosniff");
    for (const auto& [name, value] : reply.headers) response.set(name, value);
    // Payloads need not be UTF-8; a reply must be.
    const std::string body = reply.body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    response.sendBuffer(body.data(), body.size());
  }

 private:
  Router& router_;
};

class HandlerFactory final : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit HandlerFactory(Router& router) : router_(router) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& /*request*/) override {
    return new Handler(router_);
  }

 private:
  Router& router_;
};

/// OpenSSL as Poco uses it, for as long as the server lives.
struct PocoSsl {
  PocoSsl() { Poco::Net::initializeSSL(); }
  ~PocoSsl() { Poco::Net::uninitializeSSL(); }
  PocoSsl(const PocoSsl&) = delete;
  PocoSsl& operator=(const PocoSsl&) = delete;
};

Poco::Net::Context::Ptr makeContext(const ManagementServer::Options& options) {
  Poco::Net::Context::Params params;
  params.certificateFile = options.certificate_chain.string();
  params.privateKeyFile = options.private_key.string();
  params.verificationMode = Poco::Net::Context::VERIFY_NONE;
  Poco::Net::Context::Ptr context = new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, params);
  context->requireMinimumProtocol(Poco::Net::Context::PROTO_TLSV1_2);
  return context;
}

Poco::Net::HTTPServerParams* makeParams() {
  auto* params = new Poco::Net::HTTPServerParams;
  params->setMaxThreads(8);
  params->setMaxQueued(64);
  params->setTimeout(Poco::Timespan(30, 0));
  params->setKeepAliveTimeout(Poco::Timespan(15, 0));
  params->setSoftwareVersion("");
  return params;
}

}  // namespace

class ManagementServer::Inside {
 public:
  Inside(Options given, ManagedTenant tenant)
      : options(std::move(given)), router(std::move(tenant), {.secret = options.secret, .host = options.address}) {}

  Result<void> start() {
    Poco::Net::Context::Ptr context;
    try {
      context = makeContext(options);
    } catch (const Poco::Exception& exception) {
      return failure("MANAGEMENT-002", "The certificate " + options.certificate_chain.string() +
                                           " or its key cannot be used: " + exception.displayText() +
                                           ". Delete both and start again.");
    }
    try {
      Poco::Net::SecureServerSocket socket(context);
      // Without SO_REUSEPORT, by which two servers would share the port unnoticed.
      socket.bind(Poco::Net::SocketAddress(options.address, options.port), true, false);
      socket.listen(64);
      server.emplace(new HandlerFactory(router), threads, socket, makeParams());
      server->start();
    } catch (const Poco::Exception& exception) {
      return failure("MANAGEMENT-001", "The management side cannot listen at " + options.address + ':' +
                                           std::to_string(options.port) + ": " + exception.displayText() +
                                           ". Set ports.management to a free port, or to 0 for any.");
    }
    return {};
  }

  void stop() {
    if (!server) return;
    server->stopAll(true);
    threads.joinAll();
    server.reset();
  }

  const Options options;
  Router router;
  PocoSsl ssl;
  Poco::ThreadPool threads{1, 8};
  std::optional<Poco::Net::HTTPServer> server;
};

ManagementServer::ManagementServer(Options options, ManagedTenant tenant)
    : inside_(std::make_unique<Inside>(std::move(options), std::move(tenant))) {}

ManagementServer::~ManagementServer() {
  stop();
}

Result<void> ManagementServer::start() {
  return inside_->start();
}

std::uint16_t ManagementServer::port() const {
  return inside_->server ? inside_->server->port() : std::uint16_t{0};
}

void ManagementServer::stop() {
  inside_->stop();
}

}  // namespace iflowsim
