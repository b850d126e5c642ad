#include "iflows/bundle/java_properties.h"

#include <cstdint>
#include <optional>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool isBlank(char c) {
  return c == ' ' || c == '\t' || c == '\f';
}
bool isLineEnd(char c) {
  return c == '\n' || c == '\r';
}

std::optional<std::uint32_t> hexDigit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A' + 10);
  return std::nullopt;
}

/// The character of a code point as UTF-8; a lone surrogate, which UTF-8 cannot hold, becomes U+FFFD.
std::string utf8(std::uint32_t code) {
  if (code == 0) return std::string(1, '\0');
  if (code >= 0xD800 && code <= 0xDFFF) code = 0xFFFD;
  return unescapeXml("&#" + std::to_string(code) + ';');
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<std::map<std::string, std::string>> run() {
    while (!broken_ && skipToKey()) {
      std::string key = readUntil(true);
      skipSeparator();
      std::string value = readUntil(false);
      values_[std::move(key)] = std::move(value);
    }
    if (!broken_) return std::move(values_);
    return failure("PROPERTIES-001", "Line " + std::to_string(line_) +
                                         ": '\\u' needs four hexadecimal digits behind it. Correct the escape.");
  }

 private:
  bool atEnd() const { return at_ >= text_.size(); }

  void nextLine() {
    if (atEnd()) return;
    at_ += text_.substr(at_, 2) == "\r\n" ? 2U : 1U;
    ++line_;
  }

  void skipBlanks() {
    while (!atEnd() && isBlank(text_[at_])) ++at_;
  }

  /// To the first character of the next key, over blank lines and comments. A backslash at the end of a comment does
  /// not continue it.
  bool skipToKey() {
    for (;;) {
      skipBlanks();
      if (atEnd()) return false;
      const char c = text_[at_];
      if (c == '#' || c == '!') {
        while (!atEnd() && !isLineEnd(text_[at_])) ++at_;
      } else if (!isLineEnd(c)) {
        return true;
      }
      nextLine();
    }
  }

  void skipSeparator() {
    skipContinued();
    if (!atEnd() && (text_[at_] == '=' || text_[at_] == ':')) ++at_;
    skipContinued();
  }

  /// Blanks, and line ends that a backslash continues.
  void skipContinued() {
    skipBlanks();
    while (continuesLine()) {
      ++at_;
      nextLine();
      skipBlanks();
    }
  }

  bool continuesLine() const {
    return !atEnd() && text_[at_] == '\\' && at_ + 1 < text_.size() && isLineEnd(text_[at_ + 1]);
  }

  /// A key up to its separator, or a value up to its line end.
  std::string readUntil(bool key) {
    std::string result;
    while (!atEnd() && !isLineEnd(text_[at_])) {
      const char c = text_[at_];
      if (key && (c == '=' || c == ':' || isBlank(c))) break;
      if (continuesLine()) {
        skipContinued();
      } else if (c == '\\') {
        ++at_;
        result += readEscape();
      } else {
        result += c;
        ++at_;
      }
    }
    return result;
  }

  std::string readEscape() {
    if (atEnd()) return {};
    const char c = text_[at_++];
    switch (c) {
      case 't':
        return "\t";
      case 'n':
        return "\n";
      case 'r':
        return "\r";
      case 'f':
        return "\f";
      case 'u':
        return readUnicode();
      default:
        return std::string(1, c);
    }
  }

  std::string readUnicode() {
    const auto first = readUnit();
    if (!first) {
      broken_ = true;
      at_ = text_.size();
      return {};
    }
    const bool high = *first >= 0xD800 && *first <= 0xDBFF;
    if (!high || text_.substr(at_, 2) != "\\u") return utf8(*first);
    const std::size_t behind_first = at_;
    at_ += 2;
    const auto second = readUnit();
    if (second && *second >= 0xDC00 && *second <= 0xDFFF) {
      return utf8(0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00));
    }
    at_ = behind_first;
    return utf8(*first);
  }

  std::optional<std::uint32_t> readUnit() {
    std::uint32_t unit = 0;
    for (int i = 0; i < 4; ++i) {
      const auto digit = atEnd() ? std::nullopt : hexDigit(text_[at_]);
      if (!digit) return std::nullopt;
      unit = unit << 4U | *digit;
      ++at_;
    }
    return unit;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  bool broken_ = false;
  std::map<std::string, std::string> values_;
};

}  // namespace

Result<std::map<std::string, std::string>> readJavaProperties(std::string_view text) {
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  return Reader(text).run();
}

}  // namespace iflowsim
