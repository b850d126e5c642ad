#include "runtime/expression/xpath_dialect.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace iflowsim {

namespace {

enum class Kind { Name, Variable, Number, Text, Symbol };

struct Token {
  Kind kind;
  std::string_view text;
};

constexpr std::array<std::string_view, 4> kNodeTests{"comment", "text", "processing-instruction", "node"};
constexpr std::array<std::string_view, 17> kNewerOperators{
    "eq",    "ne",        "lt",     "le",       "gt",    "ge",       "is",   "to",    "idiv",
    "union", "intersect", "except", "instance", "treat", "castable", "cast", "return"};
constexpr std::array<std::string_view, 4> kBindings{"for", "let", "some", "every"};
constexpr std::array<std::string_view, 6> kNewerSymbols{"||", "=>", "<<", ">>", "!", "?"};
constexpr std::array<std::string_view, 11> kSymbols{"//", "::", "..", "!=", "<=", ">=", "||", "=>", "<<", ">>", "(:"};
constexpr std::array<std::string_view, 78> kNewerFunctions{"abs",
                                                           "adjust-dateTime-to-timezone",
                                                           "avg",
                                                           "base-uri",
                                                           "codepoints-to-string",
                                                           "collection",
                                                           "compare",
                                                           "current-date",
                                                           "current-dateTime",
                                                           "current-time",
                                                           "data",
                                                           "dateTime",
                                                           "day-from-date",
                                                           "day-from-dateTime",
                                                           "deep-equal",
                                                           "default-collation",
                                                           "distinct-values",
                                                           "doc",
                                                           "doc-available",
                                                           "document-uri",
                                                           "element",
                                                           "empty",
                                                           "encode-for-uri",
                                                           "ends-with",
                                                           "error",
                                                           "escape-html-uri",
                                                           "exactly-one",
                                                           "exists",
                                                           "format-date",
                                                           "format-dateTime",
                                                           "format-number",
                                                           "format-time",
                                                           "head",
                                                           "hours-from-dateTime",
                                                           "hours-from-time",
                                                           "implicit-timezone",
                                                           "in-scope-prefixes",
                                                           "index-of",
                                                           "innermost",
                                                           "insert-before",
                                                           "iri-to-uri",
                                                           "local-name-from-QName",
                                                           "lower-case",
                                                           "matches",
                                                           "max",
                                                           "min",
                                                           "minutes-from-dateTime",
                                                           "month-from-date",
                                                           "month-from-dateTime",
                                                           "namespace-uri-for-prefix",
                                                           "nilled",
                                                           "node-name",
                                                           "one-or-more",
                                                           "outermost",
                                                           "parse-xml",
                                                           "path",
                                                           "prefix-from-QName",
                                                           "QName",
                                                           "remove",
                                                           "replace",
                                                           "resolve-uri",
                                                           "reverse",
                                                           "root",
                                                           "round-half-to-even",
                                                           "seconds-from-dateTime",
                                                           "serialize",
                                                           "static-base-uri",
                                                           "string-join",
                                                           "string-to-codepoints",
                                                           "subsequence",
                                                           "tail",
                                                           "tokenize",
                                                           "trace",
                                                           "unordered",
                                                           "unparsed-text",
                                                           "upper-case",
                                                           "year-from-date",
                                                           "zero-or-one"};

template <typename Names>
bool contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool isNameStart(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
}
bool isNamePart(char c) {
  return isNameStart(c) || std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.';
}
bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) {}

  std::vector<Token> tokens() {
    std::vector<Token> tokens;
    for (skipBlanks(); at_ < text_.size(); skipBlanks()) tokens.push_back(next());
    return tokens;
  }

 private:
  void skipBlanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
  char peek(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  Token take(Kind kind, std::size_t length) {
    const Token token{kind, text_.substr(at_, length)};
    at_ += token.text.size();
    return token;
  }

  std::size_t nameLength(std::size_t from) const {
    std::size_t length = 0;
    while (isNamePart(peek(from + length))) ++length;
    return length;
  }

  /// `name`, `prefix:name` or `prefix:*`.
  std::size_t qualifiedLength(std::size_t from) const {
    const std::size_t length = from + nameLength(from);
    if (peek(length) != ':' || peek(length + 1) == ':') return length;
    if (peek(length + 1) == '*') return length + 2;
    return isNameStart(peek(length + 1)) ? length + 1 + nameLength(length + 1) : length;
  }

  Token next() {
    const char c = text_[at_];
    if (c == '\'' || c == '"') {
      const auto end = text_.find(c, at_ + 1);
      return take(Kind::Text, end == std::string_view::npos ? end : end - at_ + 1);
    }
    if (c == '$' && isNameStart(peek(1))) return take(Kind::Variable, qualifiedLength(1));
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      const auto end = text_.find_first_not_of("0123456789.", at_);
      return take(Kind::Number, end == std::string_view::npos ? end : end - at_);
    }
    if (isNameStart(c)) return take(Kind::Name, qualifiedLength(0));
    if (c == '*' && peek(1) == ':' && peek(2) != ':') return take(Kind::Symbol, 2);
    return take(Kind::Symbol, contains(kSymbols, text_.substr(at_, 2)) ? 2 : 1);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string_view prefixOf(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}

class Inspector {
 public:
  explicit Inspector(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  XPathUse inspect() {
    for (at_ = 0; at_ < tokens_.size(); ++at_) {
      if (tokens_[at_].kind == Kind::Name) name(tokens_[at_].text);
      if (tokens_[at_].kind == Kind::Symbol) symbol(tokens_[at_].text);
    }
    return std::move(use_);
  }

 private:
  std::string_view textAt(std::size_t place) const {
    return place < tokens_.size() ? tokens_[place].text : std::string_view{};
  }
  std::string_view before() const { return at_ == 0 ? std::string_view{} : textAt(at_ - 1); }
  std::string_view after() const { return textAt(at_ + 1); }

  /// Whether what stands before ends an operand, so that an operator must follow.
  bool behindOperand() const {
    if (at_ == 0) return false;
    const Token& token = tokens_[at_ - 1];
    if (token.kind == Kind::Symbol)
      return token.text == ")" || token.text == "]" || token.text == "." || token.text == ".." || token.text == "*";
    return !(token.kind == Kind::Name && previous_is_operator_);
  }

  void newer(const std::string& feature) {
    if (use_.newer_feature.empty()) use_.newer_feature = feature;
  }

  void name(std::string_view text) {
    const bool operator_place = behindOperand();
    previous_is_operator_ = operator_place;
    if (operator_place) {
      if (contains(kNewerOperators, text)) newer("the operator '" + std::string(text) + "'");
      if (text == "then" || text == "else") newer("'if (..) then .. else ..'");
      return;
    }
    if (contains(kBindings, text) && after().starts_with('$'))
      newer("the expression '" + std::string(text) + " $x ..'");
    const std::string prefix(prefixOf(text));
    const bool called = after() == "(";
    if (!prefix.empty() && !called && !contains(use_.prefixes, prefix)) use_.prefixes.push_back(prefix);
    if (called) call(text, prefix);
  }

  void call(std::string_view text, const std::string& prefix) {
    if (contains(kNodeTests, text)) return;
    if (text == "if") return newer("'if (..) then .. else ..'");
    if (before() == "/" || before() == "//") return newer("the function '" + std::string(text) + "' as a path step");
    if (contains(xpathFunctions(), text)) return;
    if (!prefix.empty() || contains(kNewerFunctions, text)) return newer("the function '" + std::string(text) + "'");
    use_.unknown_functions.emplace_back(text);
  }

  void symbol(std::string_view text) {
    if (text == "*:") newer("the wildcard prefix '*:" + std::string(after()) + "'");
    if (text == "(:") newer("a comment '(: .. :)'");
    if (contains(kNewerSymbols, text)) newer("the operator '" + std::string(text) + "'");
    if (text == "(") open();
    if (text == ")" && !function_parentheses_.empty()) function_parentheses_.pop_back();
    const bool in_function = !function_parentheses_.empty() && function_parentheses_.back();
    if (text == "," && !in_function) newer("a sequence '(a, b)'");
  }

  void open() {
    const bool function = at_ > 0 && tokens_[at_ - 1].kind == Kind::Name && !previous_is_operator_;
    function_parentheses_.push_back(function);
    if (!function && (before() == "/" || before() == "//")) newer("a parenthesis as a path step");
    if (!function && after() == ")") newer("the empty sequence '()'");
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  bool previous_is_operator_ = false;
  std::vector<bool> function_parentheses_;
  XPathUse use_;
};

}  // namespace

XPathUse inspectXPath(std::string_view text) {
  return Inspector(Tokenizer(text).tokens()).inspect();
}

const std::vector<std::string>& xpathFunctions() {
  static const std::vector<std::string> kNames{"last",
                                               "position",
                                               "count",
                                               "id",
                                               "local-name",
                                               "namespace-uri",
                                               "name",
                                               "string",
                                               "concat",
                                               "starts-with",
                                               "contains",
                                               "substring-before",
                                               "substring-after",
                                               "substring",
                                               "string-length",
                                               "normalize-space",
                                               "translate",
                                               "boolean",
                                               "not",
                                               "true",
                                               "false",
                                               "lang",
                                               "number",
                                               "sum",
                                               "floor",
                                               "ceiling",
                                               "round"};
  return kNames;
}

}  // namespace iflowsim
