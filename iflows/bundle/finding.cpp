#include "iflows/bundle/finding.h"

#include "iflows/model/element_words.h"

namespace iflowsim {

namespace {

Diagnostic finding(Severity severity, std::string code, const Subject& subject, Advice advice) {
  return {severity,   std::move(code),           subject.place,           subject.kind, subject.name,
          subject.id, std::move(advice.message), std::move(advice.remedy)};
}

}  // namespace

Subject subjectOf(const Node& node) {
  return {elementWords(node), node.name, node.id, node.place};
}

Subject subjectOf(const Channel& channel) {
  return {elementWords(channel), channel.name, channel.id, channel.place};
}

Diagnostic errorAt(std::string code, SourcePlace place, Advice advice) {
  return finding(Severity::Error, std::move(code), {"", "", "", std::move(place)}, std::move(advice));
}

Diagnostic warningAt(std::string code, SourcePlace place, Advice advice) {
  return finding(Severity::Warning, std::move(code), {"", "", "", std::move(place)}, std::move(advice));
}

Diagnostic errorOf(std::string code, const Subject& subject, Advice advice) {
  return finding(Severity::Error, std::move(code), subject, std::move(advice));
}

Diagnostic warningOf(std::string code, const Subject& subject, Advice advice) {
  return finding(Severity::Warning, std::move(code), subject, std::move(advice));
}

}  // namespace iflowsim
