#pragma once

#include <string>
#include <string_view>

#include "adapters/shared/channel_text.h"
#include "adapters/shared/wss/ws_security.h"
#include "runtime/spi/build_context.h"

namespace iflowsim {

/// Lower case, letters and digits only: `Sign and Encrypt Message` and `SignAndEncryptMessage` are the same.
std::string lettersOf(std::string_view text);
inline bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// The tab WS-Security of one channel, as senders and receivers read it alike. Lives during the deployment.
class SecurityTab {
 public:
  /// How its findings are told.
  struct Findings {
    /// Code of a value that is not known, and of an alias that is missing.
    const char* unknown_value;
    const char* missing_alias;
    const char* missing_alias_remedy;
  };

  /// `good` turns false with the first error.
  SecurityTab(BuildContext& build, const Channel& channel, const Findings& findings, bool& good)
      : build_(build), channel_(channel), findings_(findings), good_(good) {}

  const std::string& property(std::string_view name) const { return channel_.properties.get(name); }
  /// The field, which may hold expressions; an error when it is empty.
  ChannelText alias(const char* name, const std::string& words);
  /// SHA1 when empty or unknown; the latter is an error.
  SignatureAlgorithm algorithm(const char* name);
  /// The suite of AlgorithmSuiteAssertion; an error when it is unknown and `used`.
  std::string suite(const std::string& words, bool used);
  void refuseValue(const char* name, const std::string& words, const std::string& choices);
  void error(const std::string& code, const std::string& message, const std::string& remedy);

 private:
  BuildContext& build_;
  const Channel& channel_;
  const Findings findings_;
  bool& good_;
};

}  // namespace iflowsim
