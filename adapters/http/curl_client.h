#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "runtime/spi/http_client.h"

namespace iflowsim {

/// Real outbound HTTP and HTTPS calls through libcurl. Thread-safe; connections are kept and used again. Redirects are
/// not followed, no other protocol is spoken, the environment's proxy settings are ignored, gzip and deflate replies
/// are unpacked, certificates and host names are verified. Errors carry the product's class and text, and a detail
/// `hint` where a remedy is known. Source: runtime-behaviour 3.0, 3.1, observed-samples 49, 51.
class CurlClient final : public HttpClient {
 public:
  struct Options {
    /// PEM file of trusted certificate authorities; empty: the system's.
    std::string ca_bundle;
    /// Larger replies fail the call.
    std::size_t max_response_bytes = std::size_t{2} << 30U;
    /// `http://host:port` of a proxy for all calls; empty: none.
    std::string proxy;
    /// Idle handles kept, each with its connections.
    std::size_t max_idle = 16;
    BodyBuilder::Options body;
  };

  explicit CurlClient(Options options);
  CurlClient() : CurlClient(Options{}) {}
  ~CurlClient() override;

  HttpReply call(const OutboundRequest& request) override;

 private:
  class Pool;
  Options options_;
  std::unique_ptr<Pool> pool_;
};

}  // namespace iflowsim
