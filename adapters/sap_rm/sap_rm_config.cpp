#include "adapters/sap_rm/sap_rm_config.h"

#include <utility>

#include "adapters/shared/soap/soap_http.h"
#include "adapters/shared/soap_channel/called_operation.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

const SapMessageIdSettings::Names kMessageIdNames{
    .determination = "SapRmMessageIdDetermination", .source = "SourceForSapRmMessageId", .header = "SapMessageIdEx"};

/// Reports an operation that the protocol cannot carry.
bool isOneWay(BuildContext& build, const Channel& channel, const WsdlOperation& operation) {
  if (operation.one_way) return true;
  build.report(Severity::Error, "SAPRM-002", channel,
               "Operation '" + operation.name + "' of the WSDL has an output; SAP RM carries one-way operations only.",
               "Use a WSDL whose operations have an input and no output, or an adapter SOAP 1.x.");
  return false;
}

/// Reads one sender channel; keeps whether an error was reported.
class SenderReader {
 public:
  SenderReader(BuildContext& build, const Channel& channel) : build_(build), channel_(channel) {}

  std::shared_ptr<const SapRmSenderConfig> read() {
    auto common = readHttpChannel(build_, channel_);
    auto address = readCxfAddress(build_, channel_);
    auto config = std::make_shared<SapRmSenderConfig>();
    readProcessing(*config);
    readService(*config);
    if (!common || !address || !good_) return nullptr;
    static_cast<HttpChannel&>(*config) = std::move(*common);
    config->address = std::move(*address);
    return config;
  }

 private:
  const std::string& property(std::string_view name) const { return channel_.properties.get(name); }

  void readProcessing(SapRmSenderConfig& config) {
    const std::string_view processing = trim(property("soapOptions"));
    if (processing.empty() || equalsIgnoreCase(processing, "cxfRobust") || equalsIgnoreCase(processing, "None")) return;
    config.answers_first = equalsIgnoreCase(processing, "WSStandard");
    if (config.answers_first) return;
    error("SAPRM-001", "Processing Settings are '" + property("soapOptions") + "', which is not known.",
          "Choose Standard (WSStandard) or Robust (cxfRobust).");
  }

  void readService(SapRmSenderConfig& config) {
    const std::string url(trim(property("soapWsdlURL")));
    if (url.empty()) {
      config.service = WsdlService::generic(true);
      return;
    }
    auto service = WsdlService::load(build_.flow().resources, {.url = url});
    if (!service) {
      error(service.error().code, service.error().text,
            "Use a WSDL with exactly one service, or leave URL to WSDL empty.");
      return;
    }
    config.service = *std::move(service);
    config.has_wsdl = true;
    for (const WsdlOperation& operation : config.service->operations()) good_ = fits(operation) && good_;
  }

  bool fits(const WsdlOperation& operation) {
    if (!isOneWay(build_, channel_, operation)) return false;
    if (!operation.rpc) return true;
    error("SAPRM-003", "Operation '" + operation.name + "' of the WSDL is of RPC style, which is not served.",
          "Use a WSDL of document style, or leave URL to WSDL empty.");
    return false;
  }

  void error(const std::string& code, const std::string& message, const std::string& remedy) {
    build_.report(Severity::Error, code, channel_, message, remedy);
    good_ = false;
  }

  BuildContext& build_;
  const Channel& channel_;
  bool good_ = true;
};

void append(std::vector<PropertySpec>& all, std::vector<PropertySpec> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

std::shared_ptr<const SapRmSenderConfig> readSapRmSender(BuildContext& build, const Channel& channel) {
  return SenderReader(build, channel).read();
}

std::optional<SapRmReceiverConfig> readSapRmReceiver(BuildContext& build, const Channel& channel) {
  auto outbound = readOutboundChannel(build, channel);
  auto called = readCalledOperation(build, channel);
  auto message_id = readSapMessageId(build, channel, kMessageIdNames);
  const bool one_way = !called || !called->operation || isOneWay(build, channel, *called->operation);
  if (!outbound || !called || !message_id || !one_way) return std::nullopt;
  return SapRmReceiverConfig{.channel = *std::move(outbound),
                             .soap_action = called->operation ? called->operation->soap_action : std::string(),
                             .message_id = *std::move(message_id)};
}

// Source: iflow-format section 10, SOAP Sender; no channel with Plain SOAP is among the exports seen.
std::vector<PropertySpec> sapRmSenderProperties() {
  std::vector<PropertySpec> all = httpChannelProperties();
  append(all,
         {{.name = "address", .meaning = "Address below /cxf; it serves everything below it too", .required = true},
          {"soapWsdlURL", "WSDL in the bundle with one service of one-way operations; empty: a generic one"},
          {"soapServiceName", "Not chosen here: the WSDL has one service"},
          {"soapWsdlPortName", "Not chosen here: the first port with SOAP is taken"},
          {"soapOptions",
           "Answer after processing (cxfRobust), or before, in old versions (WSStandard)",
           "cxfRobust",
           {"WSStandard", "cxfRobust", "None"}}});
  return all;
}

// Source: iflow-format section 10, SOAP Receiver.
std::vector<PropertySpec> sapRmReceiverProperties() {
  std::vector<PropertySpec> all = outboundChannelProperties();
  all.push_back({"location_id", "Location of the cloud connector"});
  append(all, calledOperationProperties());
  append(all, sapMessageIdProperties(kMessageIdNames));
  return all;
}

}  // namespace iflowsim
