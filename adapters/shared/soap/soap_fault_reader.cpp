#include "adapters/shared/soap/soap_fault_reader.h"

#include <array>
#include <utility>

#include "adapters/shared/soap/xml_nodes.h"
#include "runtime/base/text.h"
#include "runtime/message/xml_element.h"

namespace iflowsim::soap {

namespace {

struct Name {
  std::string namespace_uri;
  std::string local;
};

struct KnownCode {
  std::string_view name;
  SoapFault::Code code;
};

constexpr std::array<KnownCode, 6> kCodes = {{
    {"VersionMismatch", SoapFault::Code::VersionMismatch},
    {"MustUnderstand", SoapFault::Code::MustUnderstand},
    {"Client", SoapFault::Code::Client},
    {"Sender", SoapFault::Code::Client},
    {"Server", SoapFault::Code::Server},
    {"Receiver", SoapFault::Code::Server},
}};

std::string trimmedText(xmlNodePtr node) {
  return node == nullptr ? std::string{} : std::string(trim(textOf(node)));
}

/// The qualified name that is the text of the element.
Name qualifiedName(xmlNodePtr node) {
  const std::string text = trimmedText(node);
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return {.namespace_uri = {}, .local = text};
  const std::string prefix = text.substr(0, colon);
  const xmlNs* declared = xmlSearchNs(node->doc, node, reinterpret_cast<const xmlChar*>(prefix.c_str()));
  return {.namespace_uri = std::string(declared == nullptr ? std::string_view{} : viewOf(declared->href)),
          .local = text.substr(colon + 1)};
}

/// `Client` of `Client.Authentication`; one of the envelope that says more than that is a code of its own too.
void readCode(xmlNodePtr node, SoapVersion version, SoapFault& fault) {
  if (node == nullptr) return;
  Name name = qualifiedName(node);
  const std::string_view general = std::string_view(name.local).substr(0, name.local.find('.'));
  const bool of_envelope = name.namespace_uri.empty() || name.namespace_uri == envelopeNamespace(version);
  for (const KnownCode& known : kCodes) {
    if (!of_envelope || known.name != general) continue;
    fault.code = known.code;
    if (name.local == general) return;
  }
  fault.code_name = std::move(name.local);
  fault.code_namespace = std::move(name.namespace_uri);
}

std::string readDetail(xmlNodePtr detail) {
  if (detail == nullptr) return {};
  if (firstElement(detail) == nullptr) return std::string(trim(contentText(detail)));
  std::string text;
  for (xmlNodePtr child = firstElement(detail); child != nullptr; child = nextElement(child)) {
    text += elementText(child);
  }
  return text;
}

/// The English text of a reason, else its first one.
xmlNodePtr reasonText(xmlNodePtr reason) {
  xmlNodePtr first = childNamed(reason, "Text");
  for (xmlNodePtr text = first; text != nullptr; text = nextElement(text)) {
    xmlChar* language = xmlNodeGetLang(text);
    const bool english = startsWithIgnoreCase(viewOf(language), "en");
    xmlFree(language);
    if (english) return text;
  }
  return first;
}

SoapFault read11(xmlNodePtr node) {
  SoapFault fault;
  readCode(childNamed(node, "faultcode"), SoapVersion::V11, fault);
  fault.reason = trimmedText(childNamed(node, "faultstring"));
  fault.actor = trimmedText(childNamed(node, "faultactor"));
  fault.detail = readDetail(childNamed(node, "detail"));
  return fault;
}

SoapFault read12(xmlNodePtr node) {
  SoapFault fault;
  if (const xmlNode* code = childNamed(node, "Code"); code != nullptr) {
    readCode(childNamed(code, "Value"), SoapVersion::V12, fault);
    const xmlNode* subcode = childNamed(code, "Subcode");
    xmlNodePtr value = subcode == nullptr ? nullptr : childNamed(subcode, "Value");
    if (value != nullptr) {
      Name name = qualifiedName(value);
      fault.code_name = std::move(name.local);
      fault.code_namespace = std::move(name.namespace_uri);
    }
  }
  if (xmlNodePtr reason = childNamed(node, "Reason"); reason != nullptr) fault.reason = trimmedText(reasonText(reason));
  fault.actor = trimmedText(childNamed(node, "Role"));
  fault.detail = readDetail(childNamed(node, "Detail"));
  return fault;
}

}  // namespace

SoapFault readFault(_xmlNode* fault, SoapVersion version) {
  return version == SoapVersion::V11 ? read11(fault) : read12(fault);
}

}  // namespace iflowsim::soap
