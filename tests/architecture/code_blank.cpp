#include <cctype>

#include "tests/architecture/code_shape.h"

namespace iflowsim::architecture {
namespace {

/// Copies code, leaving out what is not code. Each `skip` function starts at its opening mark.
class Blanker {
 public:
  explicit Blanker(std::string_view code) : code_(code) {}

  std::string run() {
    while (at_ < code_.size()) step();
    return std::move(result_);
  }

 private:
  void step() {
    if (startsWith("//")) return skipLine();
    if (startsWith("/*")) return skipTo("*/");
    if (startsWith("R\"") && !isWord(previous())) return skipRawString();
    if (code_[at_] == '"') return skipLiteral('"');
    if (code_[at_] == '\'' && !isWord(previous())) return skipLiteral('\'');
    if (code_[at_] == '#' && atLineStart()) return skipDirective();
    keep();
  }

  static bool isWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
  bool startsWith(std::string_view mark) const { return code_.substr(at_).starts_with(mark); }
  char previous() const { return at_ == 0 ? '\n' : code_[at_ - 1]; }
  bool atLineStart() const {
    const std::size_t end = result_.find_last_not_of(" \t");
    return end == std::string::npos || result_[end] == '\n';
  }

  void keep() { result_ += code_[at_++]; }
  void blank() {
    result_ += code_[at_] == '\n' ? '\n' : ' ';
    ++at_;
  }
  void blankUntil(std::size_t end) {
    while (at_ < code_.size() && at_ < end) blank();
  }

  void skipLine() { blankUntil(code_.find('\n', at_)); }

  void skipTo(std::string_view mark) {
    const std::size_t end = code_.find(mark, at_ + mark.size());
    blankUntil(end == std::string_view::npos ? end : end + mark.size());
  }

  void skipRawString() {
    const std::size_t open = code_.find('(', at_);
    if (open == std::string_view::npos) return keep();
    skipTo(")" + std::string(code_.substr(at_ + 2, open - at_ - 2)) + "\"");
    result_.back() = '"';
  }

  void skipLiteral(char quote) {
    keep();
    while (at_ < code_.size() && code_[at_] != quote && code_[at_] != '\n') {
      if (code_[at_] == '\\') blank();
      if (at_ < code_.size()) blank();
    }
    if (at_ < code_.size()) keep();
  }

  void skipDirective() {
    std::size_t end = code_.find('\n', at_);
    while (end != std::string_view::npos && end > 0 && code_[end - 1] == '\\') end = code_.find('\n', end + 1);
    blankUntil(end);
  }

  std::string_view code_;
  std::size_t at_ = 0;
  std::string result_;
};

}  // namespace

std::string blankedCode(std::string_view code) {
  return Blanker(code).run();
}

}  // namespace iflowsim::architecture
