#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace iflowsim {

enum class Severity { Warning, Error };

/// Where in a bundle something stands. Line and column start at 1; 0 means unknown.
struct SourcePlace {
  /// `orders.zip!src/main/resources/scenarioflows/integrationflow/orders.iflw`, or a plain path.
  std::string file;
  int line = 0;
  int column = 0;
};

/// One finding about a bundle or a tenant file, in words an administrator can act on.
struct Diagnostic {
  Severity severity = Severity::Error;
  /// Stable code such as `ROUTE-003`; every code has a failing example in the tests.
  std::string code;
  SourcePlace place;
  /// What the finding is about, in the product's words: `Router`, `HTTP receiver channel`.
  std::string element_kind;
  std::string element_name;
  std::string element_id;
  /// What is wrong, a sentence without the place.
  std::string message;
  /// What to do about it, a sentence.
  std::string remedy;

  /// `error ROUTE-003 orders.zip!orders.iflw:212:5 Router 'By country' (ExclusiveGateway_12): <message> <remedy>`
  std::string toText() const;
};

/// Collects findings, so that a bundle is judged whole and not up to its first problem. Not thread-safe.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic) { items_.push_back(std::move(diagnostic)); }
  void append(const Diagnostics& other);

  bool hasErrors() const;
  bool empty() const { return items_.empty(); }
  std::size_t size() const { return items_.size(); }
  const std::vector<Diagnostic>& items() const { return items_; }
  /// One line for each finding.
  std::string toText() const;

 private:
  std::vector<Diagnostic> items_;
};

}  // namespace iflowsim
