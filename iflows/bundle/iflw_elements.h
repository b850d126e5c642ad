#pragma once

#include <string>
#include <string_view>

#include "iflows/bundle/parameters.h"
#include "iflows/bundle/xml_tree.h"
#include "iflows/model/flow_model.h"

namespace iflowsim {

/// Turns single elements of an `.iflw` into parts of the model, filling in parameters on the way. Source: iflow-format
/// section 4.
class ElementReader {
 public:
  /// `file` is the place of the `.iflw` for diagnostics. Both must outlive the reader.
  ElementReader(const std::string& file, ParameterValues& parameters) : file_(file), parameters_(parameters) {}

  SourcePlace placeOf(const XmlElement& element) const { return {file_, element.place.line, element.place.column}; }
  /// The `ifl:property` pairs with parameters filled in; the subject is named where one is missing.
  PropertyTable properties(const XmlElement& element, const Subject& subject);

  Node node(const XmlElement& element);
  Edge edge(const XmlElement& element);
  Participant participant(const XmlElement& element);
  /// The channel of a message flow; its node and participant are set by the caller, who knows both.
  Channel channel(const XmlElement& element);

 private:
  const std::string& file_;
  ParameterValues& parameters_;
};

/// Whether the element belongs to BPMN 2 and has that local name.
bool isBpmn(const XmlElement& element, std::string_view name);

}  // namespace iflowsim
