#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iflowsim {

/// A failure of one message while it runs. Thrown by steps and receivers; caught only where the product defines a
/// boundary (exception subprocess, splitter or multicast set to go on) and by the message driver.
///
/// Carries what scripts and the log of the product show: the Java class name and the text of the exception it stands
/// for, and its cause. Details are named extras of the failure (`statusCode`, `responseBody` of an HTTP call).
/// Immutable once thrown; copies share nothing mutable. Source: observed-samples section D.
class FlowError : public std::exception {
 public:
  using Details = std::vector<std::pair<std::string, std::string>>;

  FlowError(std::string class_name, std::string message, std::shared_ptr<const FlowError> cause = nullptr,
            Details details = {});

  const std::string& className() const { return class_name_; }
  /// The text of the exception without its class; what `${exception.message}` gives.
  const std::string& message() const { return message_; }
  const std::shared_ptr<const FlowError>& cause() const { return cause_; }
  /// The detail of that name, or empty.
  std::string_view detail(std::string_view name) const;

  /// `<class>: <message>`, with `, cause: <class>: <message>` for each cause: the form of the processing log.
  std::string describe() const;
  /// The message of the last cause in the chain, or of this error.
  const std::string& innermostMessage() const;
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string class_name_;
  std::string message_;
  std::shared_ptr<const FlowError> cause_;
  Details details_;
};

/// Class names of failures that more than one component raises.
namespace error_class {
inline constexpr const char* kRuntime = "org.apache.camel.RuntimeCamelException";
inline constexpr const char* kTypeConversion = "org.apache.camel.NoTypeConversionAvailableException";
inline constexpr const char* kXmlParse = "org.xml.sax.SAXParseException";
}  // namespace error_class

}  // namespace iflowsim
