#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

struct _xmlNode;

/// The little that service descriptions need of libxml2. Nodes belong to their documents.
namespace iflowsim::wsdl {

inline constexpr std::string_view kWsdl = "http://schemas.xmlsoap.org/wsdl/";
inline constexpr std::string_view kSoap11 = "http://schemas.xmlsoap.org/wsdl/soap/";
inline constexpr std::string_view kSoap12 = "http://schemas.xmlsoap.org/wsdl/soap12/";
inline constexpr std::string_view kSchema = "http://www.w3.org/2001/XMLSchema";

struct QName {
  std::string namespace_uri;
  std::string name;

  bool operator<(const QName& other) const {
    return std::tie(namespace_uri, name) < std::tie(other.namespace_uri, other.name);
  }
};

std::string_view nameOf(const _xmlNode* node);
/// Empty for a node in no namespace.
std::string_view namespaceOf(const _xmlNode* node);
bool isElement(const _xmlNode* node, std::string_view namespace_uri, std::string_view name);
/// `soap:<name>` of either version.
bool isSoap(const _xmlNode* node, std::string_view name);

/// The attribute of no namespace. References to entities in it count for nothing, so that none grows.
std::optional<std::string> attribute(const _xmlNode* node, std::string_view name);
/// The same; empty when there is none.
std::string attributeText(const _xmlNode* node, std::string_view name);
void setAttribute(_xmlNode* node, const std::string& name, const std::string& value);

/// What `p:name` means where the node stands; an unknown prefix gives no namespace.
QName resolved(_xmlNode* node, std::string_view qualified);
/// `name` of `p:name`.
std::string_view localPart(std::string_view qualified);

/// The elements right below.
std::vector<_xmlNode*> children(const _xmlNode* node);
/// Those of them with that name.
std::vector<_xmlNode*> children(const _xmlNode* node, std::string_view namespace_uri, std::string_view name);
/// The first of them; null when there is none.
_xmlNode* child(const _xmlNode* node, std::string_view namespace_uri, std::string_view name);
/// `soap:<name>` of either version right below; null when there is none.
_xmlNode* soapChild(const _xmlNode* node, std::string_view name);

/// Every element from this one down that fits, in document order; nothing is looked for below one that fits.
std::vector<_xmlNode*> elementsWhere(_xmlNode* root, const std::function<bool(const _xmlNode*)>& fits);

}  // namespace iflowsim::wsdl
