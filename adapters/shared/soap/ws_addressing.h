#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/message/soap_header.h"

namespace iflowsim {

/// The WS-Addressing headers of a request (versions 2005/08 and 2004/08).
struct WsAddressing {
  std::string namespace_uri;
  std::string message_id;
  std::string action;
  std::string to;
  std::string reply_to;
  std::string fault_to;
  std::string relates_to;
};

/// None when the message carries none.
std::optional<WsAddressing> readAddressing(const std::vector<SoapHeader>& headers);
/// Whether that header block belongs to WS-Addressing.
bool isAddressing(const SoapHeader& header);
/// Takes the addressing headers out of the list.
void removeAddressing(std::vector<SoapHeader>& headers);
/// The headers of a reply (or fault) to that request: MessageID, RelatesTo, To, Action.
std::vector<SoapHeader> replyAddressing(const WsAddressing& request, const std::string& action);

}  // namespace iflowsim
