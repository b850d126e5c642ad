#pragma once

#include <string>
#include <vector>

#include "app/saved_message/saved_message.h"
#include "runtime/base/log.h"

namespace iflowsim {

class Run;

/// A line that a script wrote to the log of the server, or printed.
struct ScriptLine {
  log::Level level = log::Level::Info;
  std::string text;
};

/// What a script did to a message.
struct ScriptOutcome {
  const SavedMessage& before;
  const SavedMessage& after;
  /// Has what it wrote to the processing log.
  const Run& run;
};

/// For people: headers, properties, body, attachments, entries of the processing log. What was changed is marked `*`,
/// what came `+`, what went `-`. Throws FlowError when the objects of the script are gone.
std::string toText(const ScriptOutcome& outcome);
std::string toText(const std::vector<ScriptLine>& lines);

}  // namespace iflowsim
