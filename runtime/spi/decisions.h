#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/base/clock.h"

namespace iflowsim {

/// One step on the way of a call to its flow, as it is told to people.
struct DecisionStep {
  enum class Outcome { Passed, Failed, NotNeeded, NotReached };
  /// `Client certificate`, `Credentials`, `Authorization`...
  std::string name;
  Outcome outcome = Outcome::NotReached;
  /// What was found: names, lists, dates.
  std::string evidence;
};

/// `passed`, `failed`, `not needed`, `not reached`.
std::string_view toText(DecisionStep::Outcome outcome);

/// The id of a decision as people see it.
std::string decisionId(std::uint64_t id);

/// Why an inbound call was let through or refused: for the operator, never for the caller.
struct DecisionReport {
  std::string id;
  TimePoint time;
  std::string peer;
  std::string method;
  std::string path;
  /// Empty when no flow serves the path.
  std::string flow;
  /// Empty when nobody was identified.
  std::string user;
  /// Whether the call was passed to the flow.
  bool passed = false;
  /// Status of a refusal; 0 when passed, or when the call ended in the handshake.
  int status = 0;
  /// Why it was refused, and what to do about it; empty when passed.
  std::string reason;
  std::string remedy;
  std::vector<DecisionStep> steps;
};

/// The decisions that are kept. Thread-safe.
class DecisionReader {
 public:
  virtual ~DecisionReader() = default;
  /// The latest ones, newest first; with `refused_only` without those that passed.
  virtual std::vector<DecisionReport> latest(std::size_t count, bool refused_only) const = 0;
  /// By its id in any case; nothing when it is unknown or was dropped for newer ones.
  virtual std::optional<DecisionReport> find(const std::string& id) const = 0;
};

}  // namespace iflowsim
