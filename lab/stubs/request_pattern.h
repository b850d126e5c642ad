#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lab/stubs/value_matcher.h"
#include "runtime/spi/http_client.h"

namespace iflowsim {

/// An outbound request taken apart for matching. Refers to the request, which must outlive it.
class StubRequest {
 public:
  explicit StubRequest(const OutboundRequest& request);

  const OutboundRequest& request() const { return request_; }
  const std::string& method() const { return request_.method; }
  const std::string& scheme() const { return scheme_; }
  /// Whether a client of HTTP could make the call, which takes an address without a scheme for one of HTTP. What has
  /// another scheme, such as `rfc`, has no client: only stubs answer.
  bool isHttp() const { return scheme_.empty() || scheme_ == "http" || scheme_ == "https"; }
  const std::string& host() const { return host_; }
  /// 80 or 443 when the address has none.
  int port() const { return port_; }
  /// Begins with `/`, without the query.
  const std::string& path() const { return path_; }
  /// Path and query.
  const std::string& url() const { return url_; }
  std::vector<std::string> headers(std::string_view name) const;
  /// Decoded values of that parameter.
  std::vector<std::string> queryParameters(std::string_view name) const;
  std::vector<std::string> cookies(std::string_view name) const;

 private:
  const OutboundRequest& request_;
  std::string scheme_;
  std::string host_;
  int port_ = 0;
  std::string path_;
  std::string url_;
  std::vector<std::pair<std::string, std::string>> query_;
};

/// Whether a request is meant: all tests must hold. Immutable, used by many threads.
class RequestPattern {
 public:
  using Test = std::function<bool(const StubRequest&)>;

  void require(Test test) { tests_.push_back(std::move(test)); }
  bool matches(const StubRequest& request) const;

 private:
  std::vector<Test> tests_;
};

/// Whether one of the values matches, or the matcher accepts that there is none.
bool anyMatches(const ValueMatcher& matcher, const std::vector<std::string>& values);

}  // namespace iflowsim
