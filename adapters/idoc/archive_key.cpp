#include "adapters/idoc/archive_key.h"

#include <algorithm>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr std::string_view kMessageId = "urn:sap.com:msgid=";

}  // namespace

ArchiveKey readArchiveKey(std::string_view text) {
  std::string parts(text);
  std::replace(parts.begin(), parts.end(), ';', '&');
  ArchiveKey key;
  for (const std::string_view part : split(parts, '&')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string name = toLower(trim(part.substr(0, equals + 1)));
    const std::string_view value = trim(part.substr(equals + 1));
    if (name == kMessageId) key.message_id = value;
    if (name.ends_with("queueid=")) key.queue = value;
  }
  return key;
}

std::string writeArchiveKey(std::string_view message_id) {
  return std::string(kMessageId).append(message_id);
}

}  // namespace iflowsim
