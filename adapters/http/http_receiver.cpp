#include "adapters/http/http_receiver.h"

#include <algorithm>

#include "adapters/http/http_retry.h"
#include "adapters/shared/http_url.h"
#include "adapters/shared/outbound_channel.h"
#include "runtime/base/text.h"
#include "runtime/message/run.h"

namespace iflowsim {

namespace {

constexpr std::string_view kFailureClass = "org.apache.camel.component.ahc.AhcOperationFailedException";

/// Names from a list separated by `|`. `*` beside names counts for nothing.
class NameList {
 public:
  explicit NameList(std::string_view list) {
    for (const std::string_view part : split(list, '|')) {
      const std::string_view name = trim(part);
      if (name == "*") {
        all_ = true;
      } else if (!name.empty()) {
        names_.emplace_back(name);
      }
    }
  }

  bool contains(std::string_view name) const {
    if (names_.empty()) return all_;
    return std::any_of(names_.begin(), names_.end(),
                       [name](const std::string& listed) { return equalsIgnoreCase(listed, name); });
  }

 private:
  bool all_ = false;
  std::vector<std::string> names_;
};

bool carriesBody(const std::string& method, bool send_body) {
  if (method == "TRACE") return false;
  return send_body || (method != "GET" && method != "HEAD" && method != "DELETE");
}

std::string headerText(const HttpHeaders& headers) {
  std::string text;
  for (const auto& [name, value] : headers) {
    text += name + ": " + (equalsIgnoreCase(name, "Authorization") ? "***" : value) + '\n';
  }
  return text;
}

bool isSuccess(int status) {
  return status >= 200 && status <= 299;
}

std::string firstOf(std::string header, std::string otherwise) {
  return trim(header).empty() ? std::move(otherwise) : std::move(header);
}

}  // namespace

HttpReceiver::HttpReceiver(HttpConfig config, Environment environment)
    : config_(std::move(config)), environment_(std::move(environment)) {}

void HttpReceiver::call(Exchange& exchange) const {
  notingHints(exchange.run(), [&] {
    OutboundRequest request = makeRequest(exchange);
    noteCall(exchange, request.url);
    const HttpReply reply = send(exchange, request);
    if (config_.throw_on_failure && !isSuccess(reply.status)) fail(exchange, request, reply);
    takeReply(exchange, request, reply);
  });
}

OutboundRequest HttpReceiver::makeRequest(Exchange& exchange) const {
  const Headers& headers = exchange.headers();
  const auto overridden = [&](std::string_view header, const ChannelText& configured) {
    // A dynamic field is written to its header before the call; a fixed one yields to a header that is there.
    if (configured.isDynamic()) return configured.evaluate(exchange);
    return firstOf(headers.text(header), configured.configured());
  };
  OutboundRequest request;
  std::string method(trim(config_.method.evaluate(exchange)));
  std::transform(method.begin(), method.end(), method.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  request.method = method.empty() ? "POST" : headerLine(std::move(method));
  request.url = buildUrl({.address = overridden("CamelHttpUri", config_.address),
                          .path = headers.text("CamelHttpPath"),
                          .query = overridden("CamelHttpQuery", config_.query)});
  request.send_body = carriesBody(request.method, config_.send_body);
  if (request.send_body) request.body = exchange.body();
  request.timeout = config_.timeout;
  request.site = config_.site;
  request.on_premise = config_.on_premise;
  addHeaders(exchange, request);
  authenticate(exchange, request);
  return request;
}

void HttpReceiver::addHeaders(const Exchange& exchange, OutboundRequest& request) const {
  const NameList allowed(config_.send_all_headers ? "*" : config_.request_headers.evaluate(exchange));
  for (const auto& [name, value] : exchange.headers()) {
    const bool always = equalsIgnoreCase(name, "Content-Type");
    if (isNeverSent(name) || (!always && !allowed.contains(name))) continue;
    addHeaderLines(request.headers, name, value);
  }
  if (request.headers.find("Accept") == nullptr) request.headers.add("Accept", "*/*");
}

void HttpReceiver::authenticate(const Exchange& exchange, OutboundRequest& request) const {
  if (config_.authentication == "None") return;
  if (config_.authentication != "Basic") {
    request.missing_authentication = config_.authentication;
    return;
  }
  authenticateBasic(environment_.services, std::string(trim(config_.credential.evaluate(exchange))), request);
}

HttpReply HttpReceiver::send(Exchange& exchange, OutboundRequest& request) const {
  if (config_.session == HttpConfig::Session::None) return sendWithRetries(request);
  const auto session =
      config_.session == HttpConfig::Session::Exchange ? HttpSession::of(exchange) : environment_.flow_session;
  HttpReply reply;
  session->use([&](CookieJar& jar) {
    request.cookies = &jar;
    reply = sendWithRetries(request);
    request.cookies = nullptr;
  });
  return reply;
}

HttpReply HttpReceiver::sendWithRetries(OutboundRequest& request) const {
  const HttpConfig::Retry& retry = config_.retry;
  const int last = retry.enabled ? retry.times : 0;
  for (int attempt = 0; attempt < last; ++attempt) {
    std::chrono::milliseconds wait = retry.interval;
    try {
      HttpReply reply = environment_.services.http.call(request);
      const auto& statuses = retry.statuses;
      if (std::find(statuses.begin(), statuses.end(), reply.status) == statuses.end()) return reply;
      wait = retryAfter(reply, environment_.services.clock.now()).value_or(wait);
    } catch (const FlowError&) {
      // No reply at all: the next try follows; the last one lets its error through.
    }
    environment_.sleep(wait);
  }
  return environment_.services.http.call(request);
}

void HttpReceiver::fail(Exchange& exchange, const OutboundRequest& request, const HttpReply& reply) const {
  Run& run = exchange.run();
  run.addStepProperty("ResponseBody", reply.body.text());
  const bool disabled = equalsIgnoreCase(exchange.properties().text("SAP.DisableAttachments.HTTP"), "true") ||
                        equalsIgnoreCase(exchange.headers().text("SAP.DisableAttachments.HTTP"), "true");
  if (config_.attach_error_details && !disabled) {
    const std::string_view type = reply.headers.get("Content-Type");
    run.addAttachment({"HTTP Request Headers", "text/plain", headerText(request.headers)});
    run.addAttachment({"HTTP Response Headers", "text/plain", headerText(reply.headers)});
    run.addAttachment({"HTTP Response Body", type.empty() ? "text/plain" : std::string(type), reply.body.text()});
  }
  const std::string status = std::to_string(reply.status);
  throw FlowError(std::string(kFailureClass),
                  "HTTP operation failed invoking " + request.url + " with statusCode: " + status, nullptr,
                  {{"statusCode", status},
                   {"statusText", statusText(reply)},
                   {"responseBody", reply.body.text()},
                   {"url", request.url},
                   {"responseHeaders", headerText(reply.headers)}});
}

void HttpReceiver::takeReply(Exchange& exchange, const OutboundRequest& request, const HttpReply& reply) const {
  Headers& headers = exchange.headers();
  const NameList allowed(config_.response_headers.evaluate(exchange));
  takeReplyHeaders(
      reply, [&](std::string_view name) { return allowed.contains(name); }, headers);
  headers.set("CamelHttpResponseCode", Value(reply.status));
  headers.set("CamelHttpResponseText", Value(statusText(reply)));
  exchange.setBody(request.method == "HEAD" ? Body(std::string()) : reply.body);
}

}  // namespace iflowsim
