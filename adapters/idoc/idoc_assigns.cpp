#include "adapters/idoc/idoc_assigns.h"

#include <libxml/tree.h>

#include "adapters/shared/soap/xml_nodes.h"
#include "adapters/shared/soap/xml_text.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr std::string_view kResponse = "Response";

std::string textIn(xmlNodePtr parent, std::string_view name) {
  xmlNodePtr child = soap::childNamed(parent, name);
  return child == nullptr ? std::string() : std::string(trim(soap::textOf(child)));
}

}  // namespace

std::string writeIdocResponse(const IdocResponse& response, std::string_view namespace_uri) {
  const std::string name = response.type + std::string(kResponse);
  std::string text = '<' + name + " xmlns=\"" + escapeXml(namespace_uri) + "\">";
  for (const IdocAssign& assign : response.assigns) {
    text += "<IdocAssign><TransferId>" + xmlText(assign.transfer_id) + "</TransferId><DbId>" + xmlText(assign.db_id) +
            "</DbId></IdocAssign>";
  }
  return text + "</" + name + '>';
}

std::optional<IdocResponse> readIdocResponse(const _xmlNode* root) {
  const std::string_view name = soap::localName(root);
  if (!name.ends_with(kResponse)) return std::nullopt;
  IdocResponse response;
  response.type = name.substr(0, name.size() - kResponse.size());
  for (xmlNodePtr child = soap::firstElement(root); child != nullptr; child = soap::nextElement(child)) {
    if (soap::localName(child) != "IdocAssign") continue;
    response.assigns.push_back({.transfer_id = textIn(child, "TransferId"), .db_id = textIn(child, "DbId")});
  }
  return response;
}

}  // namespace iflowsim
