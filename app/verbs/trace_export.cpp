#include "app/verbs/trace_export.h"

#include "app/verbs/server_verb.h"
#include "runtime/base/base64.h"
#include "runtime/message/run.h"

namespace iflowsim {

namespace {

using Json = nlohmann::json;

bool isMeant(const Json& step, const std::string& wanted) {
  if (wanted.empty()) return !textOf(step, "error").empty();
  return wanted == textOf(step, "number") || wanted == textOf(step, "id") || wanted == textOf(step, "name");
}

/// The last that is meant; null when none is.
const Json* find(const Json& steps, const std::string& wanted) {
  const Json* found = nullptr;
  for (const Json& step : steps) {
    // Enclosing steps fail with the step that failed first, and end after it.
    if (isMeant(step, wanted)) found = &step;
  }
  return found;
}

std::string namesOf(const Json& steps) {
  std::string names;
  for (const Json& step : steps) names += "\n  " + textOf(step, "number") + ' ' + textOf(step, "name");
  return names;
}

std::vector<std::pair<std::string, std::string>> pairsOf(const Json& list) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const Json& pair : list) pairs.emplace_back(textOf(pair, "name"), textOf(pair, "value"));
  return pairs;
}

}  // namespace

Result<SavedMessage> messageAt(const Json& message, const TracedMoment& moment) {
  const Json& steps = message.at("steps");
  const std::string id = textOf(message, "messageId");
  const Json* step = find(steps, moment.step);
  if (step == nullptr) {
    return failure("TRACE-001", (moment.step.empty() ? "No step of message " + id + " failed."
                                                     : "Message " + id + " has no step '" + moment.step + "'.") +
                                    " Name one with --step, by its number, id or name:" + namesOf(steps));
  }
  const auto side = step->find(moment.is_after ? "after" : "before");
  if (side == step->end() || side->is_null()) {
    return failure("TRACE-002", "Nothing is kept of step " + textOf(*step, "number") + ' ' + textOf(*step, "name") +
                                    " of message " + id + ". Set the flow to TRACE and send the message again: " +
                                    "iflowsim log-level " + textOf(message, "flow") + " TRACE");
  }
  TraceSnapshot snapshot;
  snapshot.headers = pairsOf(side->at("headers"));
  snapshot.properties = pairsOf(side->at("properties"));
  snapshot.body = textOf(*side, "body");
  if (side->contains("bodyBase64")) {
    auto bytes = base64Decode(textOf(*side, "bodyBase64"));
    if (!bytes) return tl::unexpected<Error>(bytes.error());
    snapshot.body = std::move(*bytes);
  }
  return savedMessageOf(snapshot, id);
}

}  // namespace iflowsim
