#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/shared/channel_text.h"
#include "iflows/model/component_spec.h"
#include "runtime/spi/build_context.h"
#include "runtime/spi/http_client.h"

namespace iflowsim {

/// A channel of the HTTP receiver adapter as configured. Source: runtime-behaviour 3.1, iflow-format 10.
struct HttpConfig {
  enum class Session { None, Exchange, Flow };

  struct Retry {
    bool enabled = false;
    std::vector<int> statuses = {};
    std::chrono::milliseconds interval{5'000};
    int times = 1;
  };

  ChannelText address;
  ChannelText query;
  /// Empty text: POST.
  ChannelText method;
  /// Whether GET, HEAD and DELETE carry the body.
  bool send_body = false;
  /// As the product's palette spells it: `None`, `Basic` ...
  std::string authentication = "None";
  ChannelText credential;
  /// Zero: no limit.
  std::chrono::milliseconds timeout{60'000};
  bool on_premise = false;
  /// Channels before version 1.8 have no list and send all headers.
  bool send_all_headers = false;
  ChannelText request_headers;
  ChannelText response_headers;
  bool throw_on_failure = true;
  bool attach_error_details = true;
  Retry retry;
  Session session = Session::None;
  CallSite site;
};

/// Reads the channel; reports what is wrong with it (`HTTP-001` to `HTTP-007`) and gives nothing when one of the
/// findings is an error.
std::optional<HttpConfig> readHttpConfig(BuildContext& context, const Channel& channel);

/// The properties the adapter knows, for validation and reference pages.
std::vector<PropertySpec> httpReceiverProperties();

}  // namespace iflowsim
