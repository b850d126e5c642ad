#pragma once

#include <optional>
#include <string>
#include <vector>

namespace iflowsim {

/// A parameter of a partner.
struct PartnerParameter {
  /// Empty for a string parameter; `xml`, `xsl`, `xsd`, `json`, `txt`, `zip`, `gz`, `zlib`, `crt` for a binary one.
  std::string content_type;
  std::string data;
};

/// The partner directory of the tenant. Source: script-api section 4.3. Thread-safe.
class PartnerDirectory {
 public:
  virtual ~PartnerDirectory() = default;
  /// Both names compare with regard to case.
  virtual std::optional<PartnerParameter> parameter(const std::string& parameter_id,
                                                    const std::string& partner_id) const = 0;
  virtual std::vector<std::string> parameterIds(const std::string& partner_id) const = 0;
  virtual std::optional<std::string> partnerId(const std::string& agency, const std::string& scheme,
                                               const std::string& alternative_id) const = 0;
  virtual std::optional<std::string> alternativePartnerId(const std::string& agency, const std::string& scheme,
                                                          const std::string& partner_id) const = 0;
  /// Users compare without regard to case.
  virtual std::optional<std::string> partnerOfUser(const std::string& user) const = 0;
  /// In lower case.
  virtual std::vector<std::string> users(const std::string& partner_id) const = 0;
};

/// Nobody in it.
class EmptyPartnerDirectory final : public PartnerDirectory {
 public:
  std::optional<PartnerParameter> parameter(const std::string&, const std::string&) const override {
    return std::nullopt;
  }
  std::vector<std::string> parameterIds(const std::string&) const override { return {}; }
  std::optional<std::string> partnerId(const std::string&, const std::string&, const std::string&) const override {
    return std::nullopt;
  }
  std::optional<std::string> alternativePartnerId(const std::string&, const std::string&,
                                                  const std::string&) const override {
    return std::nullopt;
  }
  std::optional<std::string> partnerOfUser(const std::string&) const override { return std::nullopt; }
  std::vector<std::string> users(const std::string&) const override { return {}; }
};

}  // namespace iflowsim
