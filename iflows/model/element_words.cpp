#include "iflows/model/element_words.h"

#include <map>
#include <string_view>

namespace iflowsim {

namespace {

const std::map<std::string, std::string, std::less<>> kWords = {
    {"ExclusiveGateway", "Router"},
    {"Enricher", "Content Modifier"},
    {"Multicast", "Parallel Multicast"},
    {"SequentialMulticast", "Sequential Multicast"},
    {"ExternalCall", "Request Reply"},
    {"contentEnricherWithLookup", "Content Enricher"},
    {"PollEnrich", "Poll Enrich"},
    {"StartEvent", "Start Event"},
    {"MessageStartEvent", "Message Start Event"},
    {"TimerStartEvent", "Timer Start Event"},
    {"ErrorStartEvent", "Error Start Event"},
    {"EndEvent", "End Event"},
    {"MessageEndEvent", "Message End Event"},
    {"ErrorEndEvent", "Error End Event"},
    {"EscalationEndEvent", "Escalation End Event"},
    {"TerminateEndEvent", "Terminate End Event"},
    {"Script/GroovyScript", "Groovy Script"},
    {"Script/JavaScript", "JavaScript"},
    {"Mapping/XSLTMapping", "XSLT Mapping"},
    {"Mapping/MessageMapping", "Message Mapping"},
    {"ProcessCallElement", "Process Call"},
    {"ProcessCallElement/LoopingProcess", "Looping Process Call"},
    {"IdempotentProcessCall", "Idempotent Process Call"},
    {"Variables", "Write Variables"},
    {"XmlToJsonConverter", "XML to JSON Converter"},
    {"JsonToXmlConverter", "JSON to XML Converter"},
    {"XmlToCsvConverter", "XML to CSV Converter"},
    {"CsvToXmlConverter", "CSV to XML Converter"},
    {"XmlModifier", "XML Modifier"},
    {"XmlValidator", "XML Validator"},
    {"DBstorage", "Data Store"},
};

}  // namespace

std::string elementWords(const Node& node) {
  if (const auto exact = kWords.find(node.kind); exact != kWords.end()) return exact->second;
  const auto slash = node.kind.find('/');
  if (slash == std::string::npos) return node.kind;
  const std::string family = node.kind.substr(0, slash);
  const auto known = kWords.find(family);
  return (known == kWords.end() ? family : known->second) + " (" + node.kind.substr(slash + 1) + ')';
}

std::string elementWords(const Channel& channel) {
  const std::string side = channel.direction == Direction::Sender ? "sender channel" : "receiver channel";
  return channel.type.empty() ? side : channel.type + ' ' + side;
}

}  // namespace iflowsim
