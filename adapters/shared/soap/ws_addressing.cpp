#include "adapters/shared/soap/ws_addressing.h"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/shared/soap/xml_nodes.h"
#include "adapters/shared/soap/xml_text.h"
#include "runtime/base/ids.h"
#include "runtime/base/text.h"
#include "runtime/message/xml_document.h"

namespace iflowsim {

namespace {

struct Version {
  std::string_view namespace_uri;
  std::string_view anonymous;
};

constexpr std::array<Version, 2> kVersions = {{
    {"http://www.w3.org/2005/08/addressing", "http://www.w3.org/2005/08/addressing/anonymous"},
    {"http://schemas.xmlsoap.org/ws/2004/08/addressing",
     "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"},
}};

struct Field {
  std::string_view name;
  std::string WsAddressing::*value;
  /// Whether it is an endpoint reference, of which the address counts.
  bool reference = false;
};

constexpr std::array<Field, 6> kFields = {{
    {.name = "MessageID", .value = &WsAddressing::message_id},
    {.name = "Action", .value = &WsAddressing::action},
    {.name = "To", .value = &WsAddressing::to},
    {.name = "ReplyTo", .value = &WsAddressing::reply_to, .reference = true},
    {.name = "FaultTo", .value = &WsAddressing::fault_to, .reference = true},
    {.name = "RelatesTo", .value = &WsAddressing::relates_to},
}};

const Version* versionOf(std::string_view namespace_uri) {
  const auto same = [&](const Version& version) { return version.namespace_uri == namespace_uri; };
  const auto found = std::find_if(kVersions.begin(), kVersions.end(), same);
  return found == kVersions.end() ? nullptr : &*found;
}

/// The text of a header block, or that of the address in it. Empty when it is no XML: who sent it has no address.
std::string valueOf(const SoapHeader& header, bool reference) {
  const auto document = XmlDocument::parse(header.xml);
  if (!document) return {};
  xmlNodePtr node = xmlDocGetRootElement(document->native());
  if (reference) node = soap::childNamed(node, "Address");
  return node == nullptr ? std::string{} : std::string(trim(soap::textOf(node)));
}

/// The first block of a kind counts.
void readField(const SoapHeader& header, WsAddressing& addressing) {
  for (const Field& field : kFields) {
    std::string& value = addressing.*field.value;
    if (field.name == header.name && value.empty()) value = valueOf(header, field.reference);
  }
}

SoapHeader write(const std::string& namespace_uri, const std::string& name, std::string_view value) {
  return {.namespace_uri = namespace_uri,
          .name = name,
          .xml = '<' + name + " xmlns=\"" + escapeXml(namespace_uri) + "\">" + xmlText(value) + "</" + name + '>'};
}

}  // namespace

bool isAddressing(const SoapHeader& header) {
  return versionOf(header.namespace_uri) != nullptr;
}

std::optional<WsAddressing> readAddressing(const std::vector<SoapHeader>& headers) {
  std::optional<WsAddressing> addressing;
  for (const SoapHeader& header : headers) {
    if (!isAddressing(header)) continue;
    if (!addressing) addressing.emplace().namespace_uri = header.namespace_uri;
    if (header.namespace_uri == addressing->namespace_uri) readField(header, *addressing);
  }
  return addressing;
}

void removeAddressing(std::vector<SoapHeader>& headers) {
  std::erase_if(headers, isAddressing);
}

std::vector<SoapHeader> replyAddressing(const WsAddressing& request, const std::string& action) {
  const Version* version = versionOf(request.namespace_uri);
  const std::string namespace_uri(version == nullptr ? kVersions.front().namespace_uri : version->namespace_uri);
  const std::string_view anonymous = version == nullptr ? kVersions.front().anonymous : version->anonymous;
  std::vector<SoapHeader> headers;
  headers.push_back(write(namespace_uri, "Action", action));
  headers.push_back(write(namespace_uri, "MessageID", "urn:uuid:" + makeUuid()));
  headers.push_back(write(namespace_uri, "To", request.reply_to.empty() ? anonymous : request.reply_to));
  if (!request.message_id.empty()) headers.push_back(write(namespace_uri, "RelatesTo", request.message_id));
  return headers;
}

}  // namespace iflowsim
