#include "iflows/model/blank_text.h"

namespace iflowsim {

namespace {

constexpr auto kEnd = std::string_view::npos;

/// Place behind the closing mark, or the end of the text.
std::size_t behind(std::string_view xml, std::string_view mark, std::size_t from) {
  const std::size_t at = xml.find(mark, from);
  return at == kEnd ? xml.size() : at + mark.size();
}

/// Place behind the `>` of the tag at `start`; a `>` within quotes belongs to an attribute.
std::size_t tagEnd(std::string_view xml, std::size_t start) {
  char quote = 0;
  for (std::size_t i = start; i < xml.size(); ++i) {
    const char c = xml[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return i + 1;
    }
  }
  return xml.size();
}

bool opensElement(std::string_view tag) {
  return tag.size() > 2 && tag[1] != '/' && tag[1] != '?' && tag[1] != '!' && tag[tag.size() - 2] != '/';
}

}  // namespace

std::string protectBlankText(std::string_view xml) {
  std::string result;
  result.reserve(xml.size() + 16);
  std::size_t at = 0;
  while (at < xml.size()) {
    if (xml[at] != '<') {
      const std::size_t next = std::min(xml.find('<', at), xml.size());
      result += xml.substr(at, next - at);
      at = next;
      continue;
    }
    std::size_t end = tagEnd(xml, at);
    if (xml.substr(at, 9) == "<![CDATA[") end = behind(xml, "]]>", at);
    if (xml.substr(at, 4) == "<!--") end = behind(xml, "-->", at);
    const std::string_view tag = xml.substr(at, end - at);
    result += tag;
    at = end;
    const std::size_t text_end = xml.find_first_not_of(" \t\r\n", at);
    if (!opensElement(tag) || text_end == at || text_end == kEnd || xml.substr(text_end, 2) != "</") continue;
    result += "&#" + std::to_string(static_cast<int>(xml[at])) + ';';
    ++at;
  }
  return result;
}

}  // namespace iflowsim
