#pragma once

#include <functional>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "adapters/testkit/adapter_bench.h"
#include "runtime/spi/adapter.h"

namespace iflowsim {

/// How to call the address that a sender of the HTTP kind serves.
struct HttpExample {
  /// Where its good channel listens: `/http/orders`.
  std::string path;
  /// A request that its flow gets.
  std::string body = "17";
  std::string content_type = "text/plain";
  std::string method = "POST";
  /// The caller is answered before the flow has run, and never learns that it failed.
  bool one_way = false;
};

/// What the suite needs to know of an adapter in one direction. The more it knows the more it checks.
struct AdapterExample {
  std::string type;
  Direction direction = Direction::Sender;
  /// A channel that can be built and started without anything outside.
  AdapterBench::PropertyList good;
  /// One that cannot be built; empty when every channel can.
  AdapterBench::PropertyList bad;
  /// MessageProtocol, where adapters share the type.
  std::string protocol = {};
  /// Files of the bundle that the good channel names: `src/main/resources/wsdl/Orders.wsdl`.
  std::map<std::string, std::string> files = {};
  /// For a sender that serves HTTP.
  std::optional<HttpExample> http = {};
  /// For another sender: lets one message arrive, if somebody listens.
  std::function<void(AdapterBench&, Sender&)> arrival = {};
  /// For a receiver: makes what it calls unreachable.
  std::function<void(AdapterBench&)> outage = {};

  /// `SOAP_PlainSOAP_Sender`.
  std::string name() const;
};

/// One check of one adapter.
struct ComplianceCase {
  AdapterExample example;
  std::string check;
  /// Fails the test it is called from. Works on a bench of its own, with the given registration.
  std::function<void(const AdapterRegistration&, const AdapterExample&)> run;

  /// `HTTPS_Sender_StartsAndStops`.
  std::string name() const { return example.name() + '_' + check; }
};

/// Every check that concerns these adapters: what they say of themselves, building, lifecycle and restart, addresses,
/// messages and their log entries, and for the HTTP kind authorization, methods, limits and bad input. The table in
/// compliance.cpp tells each in a sentence.
std::vector<ComplianceCase> complianceCases(const std::vector<AdapterExample>& examples);

/// For GoogleTest's lists of parameters.
std::ostream& operator<<(std::ostream& out, const ComplianceCase& one);

}  // namespace iflowsim
