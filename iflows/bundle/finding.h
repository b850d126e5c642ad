#pragma once

#include <string>

#include "iflows/model/flow_model.h"
#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// The element of a flow a finding is about.
struct Subject {
  /// In the product's words, `Router`.
  std::string kind;
  std::string name;
  std::string id;
  SourcePlace place;
};

Subject subjectOf(const Node& node);
Subject subjectOf(const Channel& channel);

/// What is wrong and what to do about it, each in a sentence.
struct Advice {
  std::string message;
  std::string remedy;
};

/// A finding about a file.
Diagnostic errorAt(std::string code, SourcePlace place, Advice advice);
Diagnostic warningAt(std::string code, SourcePlace place, Advice advice);
/// A finding about an element of a flow.
Diagnostic errorOf(std::string code, const Subject& subject, Advice advice);
Diagnostic warningOf(std::string code, const Subject& subject, Advice advice);

}  // namespace iflowsim
