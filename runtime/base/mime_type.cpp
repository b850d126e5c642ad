#include "runtime/base/mime_type.h"

#include <Poco/Net/MessageHeader.h>
#include <Poco/Net/NameValueCollection.h>

#include "runtime/base/text.h"

namespace iflowsim {

std::string_view MimeType::parameter(std::string_view wanted) const {
  for (const auto& [key, value] : parameters) {
    if (key == wanted) return value;
  }
  return {};
}

MimeType readMimeType(std::string_view content_type) {
  const std::size_t end = content_type.find(';');
  MimeType type{.name = toLower(trim(content_type.substr(0, end))), .parameters = {}};
  if (end == std::string_view::npos) return type;

  Poco::Net::NameValueCollection parameters;
  std::string ignored;
  Poco::Net::MessageHeader::splitParameters(std::string(content_type), ignored, parameters);
  for (const auto& [name, value] : parameters)
    type.parameters.emplace_back(toLower(trim(name)), std::string(trim(value)));
  return type;
}

bool mayBeXml(const MimeType& type) {
  return type.name.empty() || type.name == "text/xml" || type.name == "application/xml" || type.name.ends_with("+xml");
}

}  // namespace iflowsim
