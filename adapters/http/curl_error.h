#pragma once

#include <string>

#include <curl/curl.h>

#include "runtime/base/flow_error.h"
#include "runtime/spi/http_client.h"

namespace iflowsim {

/// What libcurl tells of a call without a reply.
struct CurlFailure {
  CURLcode code = CURLE_OK;
  /// libcurl's own words.
  std::string text;
  /// Address and port connected to, if it came that far.
  std::string peer;
};

/// The error the product would raise. Source: runtime-behaviour 3.0, observed-samples 49, 51.
FlowError toFlowError(const CurlFailure& failure, const OutboundRequest& request);

}  // namespace iflowsim
