#pragma once

#include <string>

#include <nlohmann/json.hpp>

/// Real SOAP clients, as partners use them, for tests of what is served.
namespace iflowsim::testing {

enum class SoapClient { Zeep, NodeSoap };

/// `zeep` or `soap`, for messages.
std::string nameOf(SoapClient client);

/// Why the client cannot be run on this machine; empty when it can.
std::string whyAbsent(SoapClient client);

/// Runs the client on one request and gives its answer; both as the scripts beside this file describe them. Throws
/// std::runtime_error when it prints none; its complaints are then on standard error.
nlohmann::json askClient(SoapClient client, const nlohmann::json& request);

}  // namespace iflowsim::testing
