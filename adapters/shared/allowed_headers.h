#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace iflowsim {

class BuildContext;
struct Channel;

/// The Allowed Headers of a flow, compiled: which headers of a caller become headers of the message. Names separated by
/// `|`, each a regular expression that must match the whole name, without regard to case; a token that ends with `*`
/// also allows every name that begins with what stands before the star, so `*` allows all. Immutable, used by many
/// threads; copies share. Source: runtime-behaviour 2.1, observed-samples 24 and 40.
class AllowedHeaders {
 public:
  /// Allows nothing.
  AllowedHeaders() = default;
  /// Never fails: a token that is no regular expression allows the header of exactly that name, as in the product, and
  /// is named in `problems()`.
  static AllowedHeaders compile(std::string_view list);

  bool allows(std::string_view name) const;
  /// What is wrong with the list, a sentence for each token that cannot do what its author meant.
  const std::vector<std::string>& problems() const { return problems_; }

 private:
  class Pattern;

  void add(std::string_view token);

  bool all_ = false;
  std::vector<std::string> exact_;
  std::vector<std::string> prefixes_;
  std::vector<std::shared_ptr<const Pattern>> patterns_;
  std::vector<std::string> problems_;
};

/// The Allowed Headers of the flow that is being built; `HEADERS-001` (warning, at the channel) for each token that
/// cannot match.
AllowedHeaders readAllowedHeaders(BuildContext& build, const Channel& channel);

}  // namespace iflowsim
