#include "app/saved_message/saved_message.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "runtime/message/run.h"
#include "runtime/message/soap_header.h"

namespace iflowsim {

namespace {

constexpr const char* kCaught = "CamelExceptionCaught";
constexpr const char* kMessageId = "SAP_MessageProcessingLogID";
constexpr std::string_view kCause = ", cause: ";

/// Whether the text is a class name with its package.
bool isClassName(std::string_view text) {
  bool has_package = false;
  char before = '.';
  for (const char c : text) {
    const bool is_letter = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$';
    if (!is_letter && (c != '.' || before == '.')) return false;
    has_package = has_package || c == '.';
    before = c;
  }
  return has_package && before != '.';
}

/// The class name at the start of `<class>: <message>`; empty when there is none.
std::string_view classAt(std::string_view text) {
  const std::string_view name = text.substr(0, text.find(": "));
  return isClassName(name) ? name : std::string_view();
}

/// Status and address from the text of a failed HTTP call. Source: script-api section 7.
FlowError::Details detailsIn(std::string_view message) {
  constexpr std::string_view kInvoking = "invoking ";
  constexpr std::string_view kStatus = " with statusCode: ";
  const auto url = message.find(kInvoking);
  const auto status = message.find(kStatus);
  if (url == std::string_view::npos || status == std::string_view::npos || status < url) return {};
  const auto first = status + kStatus.size();
  std::size_t end = first;
  while (end < message.size() && std::isdigit(static_cast<unsigned char>(message[end])) != 0) ++end;
  const auto from = url + kInvoking.size();
  return {{"url", std::string(message.substr(from, status - from))},
          {"statusCode", std::string(message.substr(first, end - first))}};
}

/// The exception that the text describes; null when it is none.
std::shared_ptr<const FlowError> exceptionIn(std::string_view text) {
  const std::string_view class_name = classAt(text);
  if (class_name.empty()) return nullptr;
  std::string_view message = text.substr(std::min(text.size(), class_name.size() + 2));
  std::shared_ptr<const FlowError> cause;
  for (auto at = message.find(kCause); at != std::string_view::npos; at = message.find(kCause, at + 1)) {
    cause = exceptionIn(message.substr(at + kCause.size()));
    if (!cause) continue;
    message = message.substr(0, at);
    break;
  }
  return std::make_shared<const FlowError>(std::string(class_name), std::string(message), std::move(cause),
                                           detailsIn(message));
}

SavedMessage::Entries entriesOf(const std::vector<std::pair<std::string, std::string>>& pairs) {
  SavedMessage::Entries entries;
  for (const auto& [name, text] : pairs) {
    std::shared_ptr<const FlowError> error = name == kCaught ? exceptionIn(text) : nullptr;
    entries.emplace_back(name, error ? Value(std::move(error)) : Value(text));
  }
  return entries;
}

}  // namespace

SavedMessage savedMessageOf(const Exchange& exchange) {
  SavedMessage message;
  message.message_id = exchange.run().identity().message_id;
  message.body = exchange.body();
  message.headers.assign(exchange.headers().begin(), exchange.headers().end());
  message.properties.assign(exchange.properties().begin(), exchange.properties().end());
  message.attachments = exchange.attachments();
  return message;
}

SavedMessage savedMessageOf(const TraceSnapshot& snapshot, std::string message_id) {
  SavedMessage message;
  message.message_id = std::move(message_id);
  message.body = Body(snapshot.body);
  message.headers = entriesOf(snapshot.headers);
  message.properties = entriesOf(snapshot.properties);
  return message;
}

void restore(const SavedMessage& message, Exchange& exchange) {
  exchange.setBody(message.body);
  exchange.attachments() = message.attachments;
  for (const auto& [name, value] : message.headers) exchange.headers().set(name, value);
  if (exchange.headers().get(kSoapHeaderList).as<std::string>() != nullptr) {
    setSoapHeaders(exchange.headers(), soapHeaders(exchange.headers()));
  }
  for (const auto& [name, value] : message.properties) {
    exchange.properties().set(name, value);
    const auto* error = value.as<std::shared_ptr<const FlowError>>();
    if (name == kCaught && error != nullptr) exchange.setException(*error);
  }
  const std::string& id = exchange.run().identity().message_id;
  if (!exchange.headers().contains(kMessageId)) exchange.headers().set(kMessageId, id);
  if (!exchange.properties().contains(kMessageId)) exchange.properties().set(kMessageId, id);
}

}  // namespace iflowsim
