#include "iflows/bundle/xml_tree.h"

#include <algorithm>
#include <sstream>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>

#include "iflows/model/blank_text.h"

namespace iflowsim {

namespace {

using boost::property_tree::ptree;

const std::string kEmpty;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// XML knows one line end only.
std::string normalized(std::string_view text) {
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      result += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      result += '\n';
    }
  }
  return result;
}

std::pair<std::string, std::string> splitName(const std::string& qualified) {
  const auto colon = qualified.find(':');
  if (colon == std::string::npos) return {"", qualified};
  return {qualified.substr(0, colon), qualified.substr(colon + 1)};
}

/// Turns a property tree into elements. The scan saw the start tags in the same order, so their places are taken one by
/// one.
class Converter {
 public:
  explicit Converter(const std::vector<TextPlace>& places) : places_(places) {}

  /// The recursion is bounded by the depth the scan allowed.
  XmlElement element(const std::string& qualified, const ptree& source) {
    const std::size_t scope = namespaces_.size();
    XmlElement result;
    if (next_ < places_.size()) result.place = places_[next_++];
    result.text = source.data();
    if (const auto attributes = source.find("<xmlattr>"); attributes != source.not_found()) {
      readAttributes(attributes->second, result);
    }
    const auto [prefix, name] = splitName(qualified);
    result.name = name;
    result.space = namespaceOf(prefix);
    for (const auto& [child_name, child] : source) {
      if (child_name != "<xmlattr>") result.children.push_back(element(child_name, child));
    }
    namespaces_.resize(scope);
    return result;
  }

 private:
  void readAttributes(const ptree& source, XmlElement& target) {
    for (const auto& [qualified, value] : source) {
      const auto [prefix, name] = splitName(qualified);
      if (prefix == "xmlns" || qualified == "xmlns") {
        namespaces_.emplace_back(prefix.empty() ? "" : name, value.data());
      } else {
        target.attributes.emplace_back(name, value.data());
      }
    }
  }

  std::string namespaceOf(const std::string& prefix) const {
    const auto found = std::find_if(namespaces_.rbegin(), namespaces_.rend(),
                                    [&](const auto& declared) { return declared.first == prefix; });
    return found == namespaces_.rend() ? "" : found->second;
  }

  const std::vector<TextPlace>& places_;
  std::size_t next_ = 0;
  std::vector<std::pair<std::string, std::string>> namespaces_;
};

XmlProblem unreadable(const std::string& message, int line) {
  return {
      "XML-001", {line, 1}, "The XML is not readable: " + message + ".", "Export the flow again, or repair the XML."};
}

}  // namespace

const std::string& XmlElement::attribute(std::string_view attribute_name) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const auto& item) { return item.first == attribute_name; });
  return found == attributes.end() ? kEmpty : found->second;
}

const XmlElement* XmlElement::child(std::string_view child_name) const {
  const auto found =
      std::find_if(children.begin(), children.end(), [&](const XmlElement& item) { return item.name == child_name; });
  return found == children.end() ? nullptr : &*found;
}

const std::string& XmlElement::textOf(std::string_view child_name) const {
  const XmlElement* found = child(child_name);
  return found == nullptr ? kEmpty : found->text;
}

tl::expected<XmlElement, XmlProblem> readXml(std::string_view text, const XmlLimits& limits) {
  const std::string clean = normalized(text);
  const auto places = scanXml(clean, limits);
  if (!places) return tl::unexpected<XmlProblem>(places.error());
  ptree tree;
  try {
    std::istringstream stream(protectBlankText(clean));
    boost::property_tree::read_xml(stream, tree, boost::property_tree::xml_parser::no_comments);
  } catch (const boost::property_tree::xml_parser_error& error) {
    return tl::unexpected<XmlProblem>(unreadable(error.message(), static_cast<int>(error.line())));
  }
  if (tree.empty()) return tl::unexpected<XmlProblem>(unreadable("there is no element", 1));
  return Converter(*places).element(tree.front().first, tree.front().second);
}

}  // namespace iflowsim
