#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "adapters/shared/soap/soap_fault.h"
#include "runtime/message/headers.h"
#include "runtime/message/soap_header.h"

/// What the protocol SAP RM adds to SOAP: an id by which duplicates are known, a quality of service, a queue. They
/// travel in the query of the address (`MessageId`, `QualityOfService`, `QueueId`), the id also in the header block
/// `messageId`. Source: runtime-behaviour 2.3, 3.3 and the product's page "Sender with SAP RM Protocol".
namespace iflowsim {

struct SapRmCall {
  /// Empty: the caller gives none.
  std::string message_id = {};
  /// `ExactlyOnce`, `ExactlyOnceInOrder`, `BestEffort`; empty: the caller gives neither it nor what implies it.
  std::string quality = {};
  std::string queue = {};
};

/// Reads it. A queue implies ExactlyOnceInOrder, an id ExactlyOnce; the header block of the id wins over the parameter.
/// The fault says what is wrong: an unknown quality of service, or ExactlyOnceInOrder without a queue.
tl::expected<SapRmCall, SoapFault> readSapRmCall(const std::vector<SoapHeader>& headers, std::string_view query);
/// Takes the block of the id out of the list, as it belongs to the protocol.
void removeMessageIdBlock(std::vector<SoapHeader>& headers);

/// SapMessageId, SapMessageIdEx, SapPlainSoapQoS and SapPlainSoapQueueId, as far as the caller gave them.
void setSapRmHeaders(const SapRmCall& call, Headers& headers);
/// The address with the parameters of the protocol; those it has already stay before them.
std::string withSapRmParameters(const std::string& url, const SapRmCall& call);

}  // namespace iflowsim
