#include "security/material/distinguished_name.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "runtime/base/text.h"
#include "security/material/attribute_type.h"
#include "security/material/ber_text.h"

namespace iflowsim {

namespace {

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}
bool isBlank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::optional<unsigned> hexDigit(char c) {
  if (isDigit(c)) return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10U;
  return std::nullopt;
}

/// Reads one name. Every function leaves `at_` behind what it read, or `problem_` set.
class NameReader {
 public:
  explicit NameReader(std::string_view text) : text_(text) {}

  Result<std::vector<DistinguishedName::RelativeName>> read();

 private:
  using Attribute = std::pair<std::string, std::string>;

  std::optional<Attribute> readAttribute();
  bool readValue(Attribute& attribute);
  bool readHexValue(Attribute& attribute);
  bool readQuotedValue(std::string& value);
  bool readPlainValue(std::string& value);
  bool readEscape(std::string& value);

  bool atEnd() const { return at_ == text_.size(); }
  char peek() const { return text_[at_]; }
  bool atSeparator() const { return peek() == ',' || peek() == ';' || peek() == '+'; }
  void skipBlanks() {
    while (!atEnd() && isBlank(peek())) ++at_;
  }
  /// Always false, so that it can be returned.
  bool refuse(std::string what) {
    if (problem_.empty()) problem_ = std::move(what);
    return false;
  }
  tl::unexpected<Error> failed() const {
    return failure("DN-001", "The text is no distinguished name: at character " + std::to_string(at_ + 1) + ' ' +
                                 problem_ + ". Write it like 'CN=alice, O=Company\\, Inc., C=DE'.");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string problem_;
};

Result<std::vector<DistinguishedName::RelativeName>> NameReader::read() {
  std::vector<DistinguishedName::RelativeName> parts;
  bool joined = false;
  skipBlanks();
  if (atEnd()) refuse("it is empty");
  while (problem_.empty()) {
    auto attribute = readAttribute();
    if (!attribute) break;
    if (!joined) parts.emplace_back();
    parts.back().push_back(std::move(*attribute));
    skipBlanks();
    if (atEnd()) {
      for (auto& part : parts) std::sort(part.begin(), part.end());
      return parts;
    }
    if (!atSeparator()) {
      refuse("a ',' or '+' is missing");
      break;
    }
    joined = peek() == '+';
    ++at_;
  }
  return failed();
}

std::optional<NameReader::Attribute> NameReader::readAttribute() {
  skipBlanks();
  const std::size_t start = at_;
  while (!atEnd() && peek() != '=' && !atSeparator()) ++at_;
  const auto type = canonicalAttributeType(trim(text_.substr(start, at_ - start)));
  if (!type || atEnd() || peek() != '=') {
    at_ = start;
    refuse("an attribute such as 'CN=' is missing");
    return std::nullopt;
  }
  ++at_;
  Attribute attribute{*type, {}};
  const std::size_t value_start = at_;
  if (!readValue(attribute)) return std::nullopt;
  if (attribute.second.find('\0') != std::string::npos) {
    at_ = value_start;
    refuse("a value holds the character NUL");
    return std::nullopt;
  }
  if (!isUtf8(attribute.second)) {
    at_ = value_start;
    refuse("a value is not UTF-8");
    return std::nullopt;
  }
  return attribute;
}

bool NameReader::readValue(Attribute& attribute) {
  skipBlanks();
  if (atEnd()) return true;
  if (peek() == '#') return readHexValue(attribute);
  if (peek() == '"') return readQuotedValue(attribute.second);
  return readPlainValue(attribute.second);
}

bool NameReader::readHexValue(Attribute& attribute) {
  const std::size_t start = ++at_;
  std::string bytes;
  while (at_ + 1 < text_.size()) {
    const auto high = hexDigit(text_[at_]);
    const auto low = hexDigit(text_[at_ + 1]);
    if (!high || !low) break;
    bytes += static_cast<char>(static_cast<unsigned char>(*high * 16 + *low));
    at_ += 2;
  }
  auto [kind, text] = readBerText(bytes);
  if (kind == BerKind::Broken) return refuse("the hexadecimal value after '#' is no complete BER value");
  if (kind == BerKind::Text) {
    attribute.second = std::move(text);
    return true;
  }
  // No type has an option in its name, so that a text which looks like the digits stays different.
  attribute.first += ";binary";
  attribute.second = '#' + toLower(text_.substr(start, at_ - start));
  return true;
}

bool NameReader::readQuotedValue(std::string& value) {
  ++at_;
  while (!atEnd() && peek() != '"') {
    if (peek() == '\\') {
      if (!readEscape(value)) return false;
    } else {
      value += text_[at_++];
    }
  }
  if (atEnd()) return refuse("the closing '\"' of a value is missing");
  ++at_;
  return true;
}

bool NameReader::readPlainValue(std::string& value) {
  // Unescaped blanks at the end belong to the separator.
  std::size_t kept = 0;
  while (!atEnd() && !atSeparator()) {
    const char c = peek();
    if (c == '"' || c == '<' || c == '>') return refuse(std::string("a '") + c + "' has no '\\' before it");
    if (c == '\\') {
      if (!readEscape(value)) return false;
      kept = value.size();
      continue;
    }
    value += c;
    ++at_;
    if (!isBlank(c)) kept = value.size();
  }
  value.resize(kept);
  return true;
}

bool NameReader::readEscape(std::string& value) {
  constexpr std::string_view kEscaped = " \"#+,;<=>\\";
  if (at_ + 1 == text_.size()) return refuse("nothing follows a '\\'");
  const char next = text_[at_ + 1];
  if (kEscaped.find(next) != std::string_view::npos) {
    value += next;
    at_ += 2;
    return true;
  }
  const auto high = hexDigit(next);
  const auto low = at_ + 2 < text_.size() ? hexDigit(text_[at_ + 2]) : std::nullopt;
  if (!high || !low) return refuse("a '\\' stands before neither a special character nor two hexadecimal digits");
  value += static_cast<char>(static_cast<unsigned char>(*high * 16 + *low));
  at_ += 3;
  return true;
}

}  // namespace

Result<DistinguishedName> DistinguishedName::parse(std::string_view text) {
  auto parts = NameReader(text).read();
  if (!parts) return tl::unexpected<Error>(std::move(parts.error()));
  DistinguishedName name;
  name.parts_ = std::move(*parts);
  return name;
}

bool DistinguishedName::equalsReversed(const DistinguishedName& other) const {
  return *this == other || std::equal(parts_.begin(), parts_.end(), other.parts_.rbegin(), other.parts_.rend());
}

}  // namespace iflowsim
