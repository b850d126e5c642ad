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

/// None when the message carries none. The first block of each kind counts, in the version of the first one.
std::optional<WsAddressing> readAddressing(const std::vector<SoapHeader>& headers);
/// Whether that header block belongs to WS-Addressing.
bool isAddressing(const SoapHeader& header);
/// Takes the addressing headers out of the list.
void removeAddressing(std::vector<SoapHeader>& headers);
/// The headers of a reply (or fault) to that request, in this order: Action, MessageID (made here), To (where replies
/// go, else the anonymous address), RelatesTo (unless the request has no id).
std::vector<SoapHeader> replyAddressing(const WsAddressing& request, const std::string& action);

}  // namespace iflowsim
