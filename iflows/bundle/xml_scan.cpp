#include "iflows/bundle/xml_scan.h"

#include <algorithm>

namespace iflowsim {

namespace {

constexpr auto kNone = std::string_view::npos;

bool isBlank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool endsName(char c) {
  return isBlank(c) || c == '/' || c == '>' || c == '=' || c == '<';
}

/// Bytes of the UTF-8 character that begins at `at`; 0 when there is no valid one.
std::size_t characterLength(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return 0;
  }
  const unsigned char second = byte(at + 1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool outside = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return overlong || outside ? 0 : length;
}

class Scanner {
 public:
  Scanner(std::string_view text, const XmlLimits& limits) : text_(text), limits_(limits) {}

  tl::expected<std::vector<TextPlace>, XmlProblem> run() {
    if (checkCharacters()) walk();
    if (!failed_) return std::move(places_);
    return tl::unexpected<XmlProblem>(std::move(problem_));
  }

 private:
  bool checkCharacters() {
    for (std::size_t i = 0; i < text_.size();) {
      const std::size_t length = characterLength(text_, i);
      if (length == 0) return fail("XML-003", i, {"The text is not UTF-8.", "Save the file as UTF-8."});
      if (text_[i] >= 0 && text_[i] < ' ' && !isBlank(text_[i])) {
        return fail("XML-001", i, {"A control character stands in the text.", "Remove it."});
      }
      i += length;
    }
    return true;
  }

  void walk() {
    while (at_ < text_.size() && !failed_) {
      if (text_[at_] != '<') {
        skipText();
      } else if (starts("<!--")) {
        skipTo("-->", "comment");
      } else if (starts("<![CDATA[")) {
        skipTo("]]>", "CDATA section");
      } else if (starts("<?")) {
        instruction();
      } else if (starts("<!")) {
        fail("XML-002", at_,
             {"A document type declaration is not accepted.", "Remove the DOCTYPE; exported flows have none."});
      } else if (starts("</")) {
        endTag();
      } else {
        startTag();
      }
    }
    if (failed_) return;
    if (!open_.empty()) malformed(text_.size(), "The element '" + std::string(open_.back()) + "' is not closed.");
    if (places_.empty()) malformed(0, "There is no element.");
  }

  void skipText() {
    const std::size_t next = std::min(text_.find('<', at_), text_.size());
    const bool outside = open_.empty();
    const bool blank = std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                   text_.begin() + static_cast<std::ptrdiff_t>(next), isBlank);
    if (outside && !blank) return malformed(at_, "Text stands outside of the root element.");
    at_ = next;
  }

  void skipTo(std::string_view mark, const std::string& what) {
    const std::size_t end = text_.find(mark, at_);
    if (end == kNone) return malformed(at_, "The " + what + " is not closed.");
    at_ = end + mark.size();
  }

  void instruction() {
    const std::size_t start = at_;
    skipTo("?>", "processing instruction");
    if (failed_ || start != 0 || !starts("<?xml", start)) return;
    std::string declaration(text_.substr(start, at_ - start));
    const std::size_t encoding = declaration.find("encoding");
    if (encoding == std::string::npos) return;
    std::transform(declaration.begin(), declaration.end(), declaration.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    if (declaration.find("UTF-8", encoding) != std::string::npos ||
        declaration.find("ASCII", encoding) != std::string::npos) {
      return;
    }
    fail("XML-003", start, {"The declared encoding is not UTF-8.", "Save the file as UTF-8."});
  }

  void endTag() {
    const std::string_view name = nameAt(at_ + 2);
    if (open_.empty() || open_.back() != name) {
      return malformed(at_, "The end tag '" + std::string(name) + "' does not match its start tag.");
    }
    open_.pop_back();
    skipTo(">", "end tag");
  }

  void startTag() {
    const std::string_view name = nameAt(at_ + 1);
    if (name.empty()) return malformed(at_, "A '<' begins no tag.");
    if (open_.empty() && !places_.empty()) return malformed(at_, "There is more than one root element.");
    places_.push_back(placeOf(at_));
    if (places_.size() > limits_.max_elements) {
      fail("LIMIT-007", at_,
           {"There are more than " + std::to_string(limits_.max_elements) + " elements.",
            "Raise the limit max_xml_elements if the file is trusted."});
      return;
    }
    const std::size_t end = tagEnd();
    if (failed_) return;
    const bool closed = text_[end - 1] == '/';
    at_ = end + 1;
    if (closed) return;
    open_.push_back(name);
    if (open_.size() > limits_.max_depth) {
      fail("LIMIT-006", at_ - 1,
           {"Elements are nested deeper than " + std::to_string(limits_.max_depth) + " levels.",
            "Raise the limit max_xml_depth if the file is trusted."});
    }
  }

  /// Place of the `>` that ends the start tag at `at_`.
  std::size_t tagEnd() {
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '>') return i;
      if (c == '<') break;
      if (c != '"' && c != '\'') continue;
      i = text_.find(c, i + 1);
      if (i == kNone) break;
    }
    malformed(at_, "The start tag is not closed.");
    return 0;
  }

  std::string_view nameAt(std::size_t start) const {
    std::size_t end = start;
    while (end < text_.size() && !endsName(text_[end])) ++end;
    return text_.substr(std::min(start, text_.size()), end - start);
  }

  bool starts(std::string_view mark, std::size_t where) const { return text_.substr(where, mark.size()) == mark; }
  bool starts(std::string_view mark) const { return starts(mark, at_); }

  /// Places are asked for in ascending order, so lines are counted once over the whole text.
  TextPlace placeOf(std::size_t offset) {
    for (; counted_ < offset; ++counted_) {
      if (text_[counted_] != '\n') continue;
      ++line_;
      line_start_ = counted_ + 1;
    }
    return {line_, static_cast<int>(offset - line_start_) + 1};
  }

  void malformed(std::size_t offset, const std::string& message) {
    fail("XML-001", offset, {message, "Export the flow again, or repair the XML."});
  }

  bool fail(const char* code, std::size_t offset, std::pair<std::string, std::string> advice) {
    failed_ = true;
    problem_ = {code, placeOf(std::max(offset, counted_)), std::move(advice.first), std::move(advice.second)};
    return false;
  }

  std::string_view text_;
  const XmlLimits& limits_;
  std::size_t at_ = 0;
  std::vector<std::string_view> open_;
  std::vector<TextPlace> places_;
  std::size_t counted_ = 0;
  std::size_t line_start_ = 0;
  int line_ = 1;
  bool failed_ = false;
  XmlProblem problem_;
};

}  // namespace

tl::expected<std::vector<TextPlace>, XmlProblem> scanXml(std::string_view text, const XmlLimits& limits) {
  return Scanner(text, limits).run();
}

}  // namespace iflowsim
