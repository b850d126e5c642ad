#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "iflows/model/resources.h"
#include "runtime/base/result.h"
#include "runtime/message/xml_document.h"

namespace iflowsim::wsdl {

/// Stands in texts to be published where the address of the endpoint goes.
inline constexpr std::string_view kOwnAddress = "{iflowsim:address-of-the-endpoint}";

/// A description or schema, parsed for one reader who may change it.
struct WsdlFile {
  std::string key;
  /// As shown and published: `xsd/Types.xsd`.
  std::string name;
  XmlDocument document;
};

/// The description that the channel names, and after it every file that it imports or includes, directly or not, each
/// once. In their trees these references are already those to be published: `<own address>?xsd=xsd/Types.xsd`.
/// Errors: `WSDL-001`, `WSDL-002`, `WSDL-003`.
Result<std::vector<WsdlFile>> readFiles(const Resources& resources, const std::string& url);

}  // namespace iflowsim::wsdl
