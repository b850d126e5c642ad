#include "tests/architecture/code_shape.h"

#include <array>
#include <cctype>
#include <optional>

#include "runtime/base/text.h"

namespace iflowsim::architecture {
namespace {

enum class Block { Scope, Function, Initializer };

bool startsWithWord(std::string_view text, std::string_view word) {
  return text.starts_with(word) &&
         (text.size() == word.size() || std::isalnum(static_cast<unsigned char>(text[word.size()])) == 0);
}

int nestingOf(char c) {
  switch (c) {
    case '(':
    case '[':
    case '{':
    case '<':
      return 1;
    case ')':
    case ']':
    case '}':
    case '>':
      return -1;
    default:
      return 0;
  }
}

/// Without access specifiers, attributes and the `template <...>` in front.
std::string_view withoutPrefix(std::string_view head) {
  static constexpr std::array<std::string_view, 3> kAccess = {"public:", "private:", "protected:"};
  head = trim(head);
  for (const std::string_view access : kAccess) {
    if (head.starts_with(access)) return withoutPrefix(head.substr(access.size()));
  }
  if (head.starts_with("[[")) {
    const std::size_t end = head.find("]]");
    return end == std::string_view::npos ? head : withoutPrefix(head.substr(end + 2));
  }
  if (!startsWithWord(head, "template")) return head;
  int depth = 0;
  for (std::size_t at = head.find('<'); at < head.size(); ++at) {
    depth += nestingOf(head[at]);
    if (depth == 0) return withoutPrefix(head.substr(at + 1));
  }
  return head;
}

/// Where the parameters open: the first parenthesis that is not part of a template argument or an operator's name.
std::optional<std::size_t> parametersAt(std::string_view head) {
  const std::size_t op = head.find("operator");
  if (op != std::string_view::npos) {
    const std::size_t from = head.substr(op).starts_with("operator()") ? op + 10 : op;
    const std::size_t open = head.find('(', from);
    return open == std::string_view::npos ? std::nullopt : std::optional(open);
  }
  int depth = 0;
  for (std::size_t at = 0; at < head.size(); ++at) {
    if (depth == 0 && head[at] == '=') return std::nullopt;
    if (depth == 0 && head[at] == '(') return at;
    depth += nestingOf(head[at]);
  }
  return std::nullopt;
}

/// Where the group that opens at `open` closes.
std::size_t closingOf(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) return at;
  }
  return text.size();
}

int countParameters(std::string_view list) {
  list = trim(list);
  if (list.empty() || list == "void") return 0;
  int depth = 0;
  int count = 1;
  for (const char c : list) {
    if (c == ',' && depth == 0) ++count;
    depth += nestingOf(c);
  }
  return count;
}

/// `Foo::Foo() : a_` before `{1}`: a member being initialised, not the body.
bool endsInMemberInitializer(std::string_view head, std::size_t open) {
  const std::string_view rest = trim(head.substr(std::min(closingOf(head, open) + 1, head.size())));
  if (!rest.starts_with(':') || rest.starts_with("::")) return false;
  const char last = rest.back();
  return std::isalnum(static_cast<unsigned char>(last)) != 0 || last == '_' || last == '>';
}

Block blockAfter(std::string_view head) {
  static constexpr std::array<std::string_view, 7> kScopes = {
      "namespace", "inline namespace", "extern", "class", "struct", "union", "enum"};
  head = withoutPrefix(head);
  for (const std::string_view word : kScopes) {
    if (startsWithWord(head, word)) return Block::Scope;
  }
  const std::optional<std::size_t> open = parametersAt(head);
  if (!open) return head.ends_with(')') ? Block::Function : Block::Initializer;
  return endsInMemberInitializer(head, *open) ? Block::Initializer : Block::Function;
}

/// Walks over blanked code; `head_` is the statement begun outside of any function.
class Scanner {
 public:
  explicit Scanner(std::string_view code) : code_(code) {}

  CodeShape run() {
    for (; at_ < code_.size(); ++at_) {
      step(code_[at_]);
      if (code_[at_] == '\n') ++line_;
    }
    return std::move(shape_);
  }

 private:
  void step(char c) {
    if (c == '(') ++parentheses_;
    if (c == ')') --parentheses_;
    if (c == '{') return open();
    if (c == '}') return clear();
    if (c == ';' && parentheses_ == 0) return endStatement();
    if (head_.empty() && std::isspace(static_cast<unsigned char>(c)) != 0) return;
    if (head_.empty()) head_line_ = line_;
    head_ += c;
  }

  void open() {
    const Block block = parentheses_ > 0 ? Block::Initializer : blockAfter(head_);
    if (block == Block::Scope) return clear();
    skipBlock();
    if (block == Block::Initializer) {
      head_ += "{}";
      return;
    }
    addFunction(line_ - head_line_ + 1);
    clear();
  }

  /// Moves to the brace that closes the one here.
  void skipBlock() {
    int depth = 0;
    for (; at_ < code_.size(); ++at_) {
      if (code_[at_] == '\n') ++line_;
      if (code_[at_] == '{') ++depth;
      if (code_[at_] == '}' && --depth == 0) return;
    }
  }

  void endStatement() {
    if (parametersAt(withoutPrefix(head_))) addFunction(0);
    shape_.statements.push_back({.text = std::string(withoutPrefix(head_)), .line = head_line_});
    clear();
  }

  void addFunction(int lines) {
    const std::string_view head = withoutPrefix(head_);
    const std::size_t open = parametersAt(head).value_or(head.find('('));
    const std::size_t close = closingOf(head, open);
    shape_.functions.push_back({.name = std::string(trim(head.substr(0, open))),
                                .line = head_line_,
                                .lines = lines,
                                .parameters = countParameters(head.substr(open + 1, close - open - 1))});
  }

  void clear() {
    head_.clear();
    parentheses_ = 0;
  }

  std::string_view code_;
  std::size_t at_ = 0;
  int line_ = 1;
  int parentheses_ = 0;
  std::string head_;
  int head_line_ = 1;
  CodeShape shape_;
};

}  // namespace

CodeShape shapeOf(std::string_view code) {
  const std::string blanked = blankedCode(code);
  return Scanner(blanked).run();
}

}  // namespace iflowsim::architecture
