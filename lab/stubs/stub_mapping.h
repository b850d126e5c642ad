#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "lab/stubs/request_pattern.h"
#include "lab/stubs/stub_problems.h"
#include "runtime/spi/http.h"

namespace iflowsim {

/// A connection that breaks instead of an answer, as WireMock names it.
enum class StubFault { None, EmptyResponse, ConnectionResetByPeer, MalformedResponseChunk, RandomDataThenClose };

/// One stub in WireMock's mapping format: which requests it answers, and with what. `metadata.iflowsim` with `flow`,
/// `channel` and `receiver` narrows it to a call site; WireMock itself ignores metadata. Immutable once read.
struct StubMapping {
  /// Its name, or file and place.
  std::string name;
  std::string file;
  /// Lower goes first.
  int priority = 5;
  RequestPattern request;
  HttpReply reply;
  std::chrono::milliseconds delay{0};
  StubFault fault = StubFault::None;
  /// Empty: always ready.
  std::string scenario;
  std::string required_state;
  std::string new_state;
};

/// Reads the object `mapping`; nothing when a problem is an error. `files` is the folder of bodyFileName.
std::optional<StubMapping> readStubMapping(const nlohmann::json& mapping, const std::filesystem::path& files,
                                           StubProblems& problems);

/// The parts of a mapping; each reports its problems and returns false when one is an error.
bool readStubRequest(const nlohmann::json& request, RequestPattern& pattern, StubProblems& problems);
bool readStubResponse(const nlohmann::json& response, const std::filesystem::path& files, StubMapping& mapping,
                      StubProblems& problems);

/// Reports the keys that are neither known nor known not to matter. False when one is an error.
struct StubKeys {
  std::string where;
  std::vector<std::string> known;
  std::vector<std::string> refused;
  std::vector<std::string> without_effect;
};
bool checkStubKeys(const nlohmann::json& object, const StubKeys& keys, StubProblems& problems);

}  // namespace iflowsim
