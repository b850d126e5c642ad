#pragma once

#include <string_view>

#include "runtime/message/exchange.h"
#include "runtime/message/value.h"
#include "runtime/spi/registry.h"

namespace iflowsim::script {

/// The service `SimpleLanguage`: expressions of Camel Simple that scripts make while they run. Thread-safe.
class SimpleService {
 public:
  SimpleService();

  /// What the expression gives, or whether the condition holds, on the message that was sent to the script with the
  /// changes that the script made since. Methods and arguments are those of docs/adr/0008-script-host.md, "Services".
  /// Throws FlowError when the text is no expression, or cannot be evaluated. Source: script-api section 9.
  Value answer(const Exchange& sent, std::string_view method, const ValueList& arguments) const;

 private:
  LanguageRegistry languages_;
  const ExpressionLanguage& simple_;
};

}  // namespace iflowsim::script
