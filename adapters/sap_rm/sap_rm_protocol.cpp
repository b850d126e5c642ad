#include "adapters/sap_rm/sap_rm_protocol.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <libxml/tree.h>

#include "runtime/base/text.h"
#include "runtime/message/xml_document.h"
#include "runtime/spi/http.h"

namespace iflowsim {

namespace {

constexpr const char* kBlock = "messageId";
constexpr const char* kExactlyOnce = "ExactlyOnce";
constexpr const char* kInOrder = "ExactlyOnceInOrder";
constexpr std::array kQualities{kExactlyOnce, kInOrder, "BestEffort"};

std::string parameter(std::string_view query, std::string_view name) {
  for (const std::string_view pair : split(query, '&')) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || percentDecode(pair.substr(0, equals), true) != name) continue;
    return std::string(trim(percentDecode(pair.substr(equals + 1), true)));
  }
  return {};
}

/// The id alone of `uuid:<id>` and `urn:uuid:<id>`.
std::string withoutScheme(std::string_view id) {
  id = trim(id);
  for (const std::string_view scheme : {"urn:", "uuid:"}) {
    if (startsWithIgnoreCase(id, scheme)) id.remove_prefix(scheme.size());
  }
  return std::string(id);
}

std::string textOf(const SoapHeader& header) {
  const auto document = XmlDocument::parse(header.xml);
  if (!document) return {};
  const std::unique_ptr<xmlChar, decltype(xmlFree)> content(xmlNodeGetContent(xmlDocGetRootElement(document->native())),
                                                            xmlFree);
  return content ? reinterpret_cast<const char*>(content.get()) : std::string();
}

tl::unexpected<SoapFault> refuse(std::string reason) {
  return tl::unexpected(SoapFault{.code = SoapFault::Code::Client, .reason = std::move(reason)});
}

}  // namespace

tl::expected<SapRmCall, SoapFault> readSapRmCall(const std::vector<SoapHeader>& headers, std::string_view query) {
  SapRmCall call;
  for (const SoapHeader& header : headers) {
    if (header.name == kBlock && call.message_id.empty()) call.message_id = withoutScheme(textOf(header));
  }
  if (call.message_id.empty()) call.message_id = withoutScheme(parameter(query, "MessageId"));
  call.queue = parameter(query, "QueueId");
  call.quality = parameter(query, "QualityOfService");
  if (call.quality.empty() && !call.queue.empty()) call.quality = kInOrder;
  if (call.quality.empty() && !call.message_id.empty()) call.quality = kExactlyOnce;

  const bool known = std::find(kQualities.begin(), kQualities.end(), call.quality) != kQualities.end();
  if (!call.quality.empty() && !known) {
    return refuse("QualityOfService '" + call.quality +
                  "' is not known. Send ExactlyOnce, or ExactlyOnceInOrder with a QueueId.");
  }
  if (call.quality == kInOrder && call.queue.empty()) {
    return refuse("QualityOfService ExactlyOnceInOrder needs a queue. Send the parameter QueueId too.");
  }
  return call;
}

void removeMessageIdBlock(std::vector<SoapHeader>& headers) {
  std::erase_if(headers, [](const SoapHeader& header) { return header.name == kBlock; });
}

void setSapRmHeaders(const SapRmCall& call, Headers& headers) {
  const std::array<std::pair<const char*, const std::string*>, 4> all{
      std::pair("SapMessageId", &call.message_id), std::pair("SapMessageIdEx", &call.message_id),
      std::pair("SapPlainSoapQoS", &call.quality), std::pair("SapPlainSoapQueueId", &call.queue)};
  for (const auto& [name, value] : all) {
    if (!value->empty()) headers.set(name, *value);
  }
}

std::string withSapRmParameters(const std::string& url, const SapRmCall& call) {
  std::string made = url;
  char separator = url.find('?') == std::string::npos ? '?' : '&';
  const std::array<std::pair<const char*, const std::string*>, 3> all{std::pair("MessageId", &call.message_id),
                                                                      std::pair("QualityOfService", &call.quality),
                                                                      std::pair("QueueId", &call.queue)};
  for (const auto& [name, value] : all) {
    if (value->empty()) continue;
    made.append(1, separator).append(name).append(1, '=').append(percentEncode(*value));
    separator = '&';
  }
  return made;
}

}  // namespace iflowsim
