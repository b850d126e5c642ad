#pragma once

#include <string>
#include <vector>

namespace iflowsim {

/// How closely a component does what the product does.
enum class Fidelity { Exact, Approximated, Stubbed, Unsupported };

/// One property of a component: the only declaration of its name, from which validation, suggestions and reference
/// pages are made.
struct PropertySpec {
  std::string name;
  std::string meaning;
  std::string default_value = {};
  /// Empty: any text.
  std::vector<std::string> allowed = {};
  bool required = false;
};

/// What a step or an adapter is to its users: the data behind validation, the fidelity report and the reference.
struct ComponentSpec {
  /// The product's palette name: `Content Modifier`, `HTTPS sender`.
  std::string name;
  std::string summary;
  Fidelity fidelity = Fidelity::Exact;
  /// In words, how it differs from the product; empty when exact.
  std::string difference = {};
  std::vector<PropertySpec> properties = {};
  /// The plug-in it comes from, `folder 1.0.0`; empty when it is built in.
  std::string origin = {};
};

}  // namespace iflowsim
