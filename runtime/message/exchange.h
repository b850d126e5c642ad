#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "runtime/base/flow_error.h"
#include "runtime/message/body.h"
#include "runtime/message/headers.h"
#include "runtime/message/properties.h"

namespace iflowsim {

class Run;

struct Attachment {
  std::string name;
  std::string content_type;
  Body content;
  /// The MIME headers of its part, in their order. Content-Type may be among them; `content_type` is the one that
  /// counts.
  std::vector<std::pair<std::string, std::string>> headers = {};
};

/// One message on its way through a flow: headers, body, attachments, and the properties of the exchange. All state of
/// a message is here; steps have none. A copy (splitter, multicast branch) shares what is large and the run it belongs
/// to. Used by one thread at a time.
class Exchange {
 public:
  /// The run must outlive the exchange.
  explicit Exchange(Run& run);

  /// `${exchangeId}`.
  const std::string& id() const { return id_; }
  Run& run() { return *run_; }
  const Run& run() const { return *run_; }

  Headers& headers() { return headers_; }
  const Headers& headers() const { return headers_; }
  Properties& properties() { return properties_; }
  const Properties& properties() const { return properties_; }
  const Body& body() const { return body_; }
  void setBody(Body body) { body_ = std::move(body); }
  std::vector<Attachment>& attachments() { return attachments_; }
  const std::vector<Attachment>& attachments() const { return attachments_; }

  /// The exception an exception subprocess deals with; null outside of one. Set together with the property
  /// CamelExceptionCaught.
  const std::shared_ptr<const FlowError>& exception() const { return exception_; }
  void setException(std::shared_ptr<const FlowError> error);

  /// The category of the escalation end event that ended the message; empty when none did.
  const std::string& escalation() const { return escalation_; }
  void setEscalation(std::string category) { escalation_ = std::move(category); }

 private:
  Run* run_;
  std::string id_;
  Headers headers_;
  Properties properties_;
  Body body_;
  std::vector<Attachment> attachments_;
  std::shared_ptr<const FlowError> exception_;
  std::string escalation_;
};

}  // namespace iflowsim
