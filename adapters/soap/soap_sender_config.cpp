#include "adapters/soap/soap_sender_config.h"

#include <algorithm>
#include <utility>

#include "adapters/shared/soap/soap_http.h"
#include "adapters/soap/soap_sender_security.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// Whether the channel has one-way operations at all.
bool takesOneWay(const SoapSenderConfig& config) {
  const auto& operations = config.service->operations();
  return std::any_of(operations.begin(), operations.end(), [](const auto& operation) { return operation.one_way; });
}

/// Reads one channel, reporting as it goes.
class Reader {
 public:
  Reader(BuildContext& build, const Channel& channel) : build_(build), channel_(channel) {}

  std::shared_ptr<const SoapSenderConfig> read() {
    auto common = readHttpChannel(build_, channel_);
    auto address = readCxfAddress(build_, channel_);
    auto config = std::make_shared<SoapSenderConfig>();
    readExchangePattern(*config);
    readService(*config);
    config->security = readSenderSecurity(build_, channel_, good_);
    if (!common || !address || !good_) return nullptr;
    static_cast<HttpChannel&>(*config) = std::move(*common);
    config->address = std::move(*address);
    config->addressing = isSwitchedOn(property("useWSAddressing"));
    config->answers_first = config->answers_first && takesOneWay(*config);
    return config;
  }

 private:
  const std::string& property(std::string_view name) const { return channel_.properties.get(name); }

  /// The value is one of two, the first of which is meant when it is empty.
  bool isSecond(const char* name, const char* words, std::pair<const char*, const char*> values) {
    const std::string_view value = trim(property(name));
    if (value.empty() || equalsIgnoreCase(value, values.first)) return false;
    if (equalsIgnoreCase(value, values.second)) return true;
    error("SOAP-001", std::string(words) + " is '" + property(name) + "', which is not known.",
          std::string("Choose ") + values.first + " or " + values.second + '.');
    return false;
  }

  void readExchangePattern(SoapSenderConfig& config) {
    config.one_way = isSecond("messageExchangePattern", "Message Exchange Pattern", {"RequestReply", "OneWay"});
    const std::string_view processing = trim(property("soapOptions"));
    config.answers_first = !equalsIgnoreCase(processing, "cxfRobust");
    if (processing.empty() || equalsIgnoreCase(processing, "cxfRobust") || equalsIgnoreCase(processing, "None") ||
        equalsIgnoreCase(processing, "WSStandard")) {
      return;
    }
    error("SOAP-001", "Processing Settings are '" + property("soapOptions") + "', which is not known.",
          "Choose WS Standard (WSStandard) or Robust (cxfRobust).");
  }

  void readService(SoapSenderConfig& config) {
    config.has_wsdl = isSecond("serviceDefinition", "Service Definition", {"Manual", "WSDL"});
    if (!config.has_wsdl) {
      config.service = WsdlService::generic(config.one_way);
      return;
    }
    auto service = WsdlService::load(
        build_.flow().resources,
        {.url = property("soapWsdlURL"), .service = property("soapServiceName"), .port = property("soapWsdlPortName")});
    if (!service) {
      error(service.error().code, service.error().text, "Or choose Service Definition Manual, which needs no WSDL.");
      return;
    }
    config.service = std::move(*service);
    for (const WsdlOperation& operation : config.service->operations()) {
      if (!operation.rpc) continue;
      error("SOAP-002",
            "Operation '" + operation.name + "' of the WSDL is of RPC style, which the adapter does not serve.",
            "Use a WSDL of document style, or choose Service Definition Manual.");
      return;
    }
  }

  void error(const std::string& code, const std::string& message, const std::string& remedy) {
    build_.report(Severity::Error, code, channel_, message, remedy);
    good_ = false;
  }

  BuildContext& build_;
  const Channel& channel_;
  bool good_ = true;
};

}  // namespace

std::shared_ptr<const SoapSenderConfig> readSoapSenderConfig(BuildContext& build, const Channel& channel) {
  return Reader(build, channel).read();
}

// Source: iflow-format section 10, SOAP Sender.
std::vector<PropertySpec> soapSenderProperties() {
  const std::vector<std::string> boolean{"true", "false", "1", "0"};
  std::vector<PropertySpec> all = httpChannelProperties();
  const std::vector<PropertySpec> own{
      {.name = "address", .meaning = "Address below /cxf; it serves everything below it too", .required = true},
      {"serviceDefinition", "Where the contract comes from", "Manual", {"Manual", "WSDL"}},
      {"messageExchangePattern",
       "Whether the caller gets a reply, without a WSDL",
       "RequestReply",
       {"RequestReply", "OneWay"}},
      {"soapOptions",
       "Of one-way messages: answer before (WSStandard, None) or after processing (cxfRobust)",
       "WSStandard",
       {"WSStandard", "cxfRobust", "None"}},
      {"soapWsdlURL", "WSDL in the bundle"},
      {"soapServiceName", "Service of the WSDL, with any prefix"},
      {"soapWsdlPortName", "Port of the service, with any prefix"},
      {"useWSAddressing", "Accept WS-Addressing headers, and answer them", "0", boolean},
  };
  all.insert(all.end(), own.begin(), own.end());
  const std::vector<PropertySpec> security = senderSecurityProperties();
  all.insert(all.end(), security.begin(), security.end());
  return all;
}

}  // namespace iflowsim
