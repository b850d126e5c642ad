#include "adapters/https/https_request.h"

#include <string>

#include "adapters/shared/http_inbound.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

void setRuntimeHeaders(const HttpsConfig& config, const HttpRequest& request, const Principal& caller,
                       Headers& headers) {
  const std::string_view scheme = config.options.neo ? "https://" : "http://";
  const auto host = request.host.empty() ? std::string_view("localhost") : std::string_view(request.host);
  std::string url;
  url.reserve(scheme.size() + host.size() + request.path.size());
  url.append(scheme).append(host).append(request.path);
  headers.set("CamelHttpUrl", std::move(url));
  headers.set("CamelServletContextPath", config.address.path);
  headers.set("CamelHttpMethod", request.method);
  headers.set("CamelHttpPath", std::string(config.address.rest(request.path)));
  if (request.has_query && !request.query.empty()) headers.set("CamelHttpQuery", request.query);
  setCaller(config, caller, headers);
}

void addQueryParameters(const HttpsConfig& config, std::string_view query, Headers& headers) {
  if (query.empty()) return;
  for (const std::string_view pair : split(query, '&')) {
    const std::size_t equals = pair.find('=');
    const std::string name = percentDecode(pair.substr(0, equals), true);
    if (!isAllowed(config, name)) continue;
    const std::string_view value = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    headers.append(name, percentDecode(value, true));
  }
}

}  // namespace

void fillExchange(const HttpsConfig& config, const HttpRequest& request, const Principal& caller, Exchange& exchange) {
  Headers& headers = exchange.headers();
  setRuntimeHeaders(config, request, caller, headers);
  if (request.body.size() > config.maxBodyBytes()) throw bodyTooLarge(config);

  addAllowedHeaders(config, request, headers);
  addQueryParameters(config, request.query, headers);
  const std::string_view charset = charsetOf(request.headers.get("Content-Type"));
  if (!charset.empty()) exchange.properties().set("CamelCharsetName", std::string(charset));
  exchange.setBody(requestBody(config, request));
}

}  // namespace iflowsim
