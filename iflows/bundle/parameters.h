#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "iflows/bundle/finding.h"
#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// An externalised parameter as the bundle declares it. Source: iflow-format section 3.
struct ExternalParameter {
  std::string name;
  /// `xsd:string`, `xsd:integer`, `custom:schedule` ...; empty when `.propdef` does not say.
  std::string type;
  bool required = false;
  std::string description;
  /// Value in the bundle; absent when it has none.
  std::optional<std::string> bundled;
  /// Value the tenant configured; wins.
  std::optional<std::string> configured;
};

/// The values of the externalised parameters of one flow, and what was missing when they were filled in.
class ParameterValues {
 public:
  /// Where the text stands decides about escaping: values used in a row table are stored with XML entities, because
  /// they are pasted into XML; values used in a condition likewise, but are wanted without; all others are stored raw.
  enum class Place { Property, Condition, Plain };

  explicit ParameterValues(const std::vector<ExternalParameter>& parameters);

  /// The text with every `{{name}}` replaced. A row table that is no XML afterwards is tried once more with the values
  /// escaped. A parameter without a value stays as it is and is remembered with its first place. Values are literal:
  /// nothing in them is replaced again.
  std::string fill(std::string_view text, Place place, const Subject& where);

  /// `PARAM-001` for each name without a value, as an error when strict; `PARAM-005` for each configured value that
  /// nothing uses.
  void report(bool strict, const std::string& flow_id, Diagnostics& diagnostics) const;

 private:
  std::string replaced(std::string_view text, std::string (*form)(const std::string&), const Subject& where);
  const std::string* valueOf(const std::string& name) const;

  const std::vector<ExternalParameter>& parameters_;
  std::map<std::string, const ExternalParameter*, std::less<>> by_name_;
  std::set<std::string, std::less<>> used_;
  std::vector<std::pair<std::string, Subject>> missing_;
};

}  // namespace iflowsim
