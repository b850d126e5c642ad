#pragma once

#include <map>
#include <string>

namespace iflowsim::testing {

/// The files of a small flow bundle; a test replaces or removes what it is about.
using BundleFiles = std::map<std::string, std::string>;

inline constexpr const char* kTestFlowPath = "src/main/resources/scenarioflows/integrationflow/test.iflw";

/// A bundle whose `.iflw` holds these BPMN elements: `collaboration` (participants and message flows) and `processes`.
BundleFiles flowBundle(const std::string& id, const std::string& collaboration, const std::string& processes);
/// A bundle of a flow that serves that address, such as `/orders`, and does nothing.
BundleFiles httpsFlowBundle(const std::string& id, const std::string& address);
/// The text of an `.iflw` with these elements.
std::string iflwText(const std::string& collaboration, const std::string& processes);
/// A process `Process_1` that holds these elements.
std::string processText(const std::string& elements);
/// A process that has a start, a message end and nothing between.
std::string emptyProcess();
/// `extensionElements` with these pairs, escaped.
std::string propertiesText(const std::map<std::string, std::string>& properties);
/// A companion bundle of that `SAP-BundleType`.
BundleFiles companionBundle(const std::string& id, const std::string& type, const BundleFiles& files);

}  // namespace iflowsim::testing
