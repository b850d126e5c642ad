#include "lab/stubs/missing_stub.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace iflowsim {

namespace {

/// Letters, digits, `.`, `_` and `-`; anything else becomes `_`.
std::string fileName(std::string name) {
  std::replace_if(
      name.begin(), name.end(),
      [](char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return !letter && c != '.' && c != '_' && c != '-';
      },
      '_');
  return name;
}

std::string minimalMapping(const StubRequest& request) {
  const CallSite& site = request.request().site;
  nlohmann::ordered_json mapping;
  mapping["request"] = {{"method", request.method()}, {"urlPath", request.path()}};
  mapping["response"] = {{"status", 200}, {"body", ""}};
  mapping["metadata"]["iflowsim"] = {{"flow", site.flow_id}, {"channel", site.channel_name}};
  return mapping.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

/// What else would answer the call, as the end of the sentence on the stub.
std::string otherRemedy(const StubRequest& request) {
  if (!request.isHttp())
    return ". Only stubs answer " + request.scheme() + ":// addresses; real calls go to http:// and https:// alone.";
  const std::string allow = request.request().on_premise ? "name the virtual host under receivers.on_premise"
                                                         : "allow the address under receivers.allow";
  return ", or " + allow + " in tenant.yaml.";
}

}  // namespace

FlowError missingStub(const StubRequest& request) {
  const OutboundRequest& call = request.request();
  const std::string host = request.host().empty() ? "(no host)" : request.host();
  return FlowError("java.net.UnknownHostException",
                   host + ". No stub answers " + call.method + ' ' + call.url + " of channel '" +
                       call.site.channel_name + "' in flow '" + call.site.flow_id + "': add stubs/mappings/" +
                       fileName(call.site.flow_id + '-' + call.site.channel_name) + ".json such as " +
                       minimalMapping(request) + otherRemedy(request));
}

}  // namespace iflowsim
