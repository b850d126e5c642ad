#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/base/diagnostic.h"
#include "runtime/spi/partner_directory.h"

namespace iflowsim {

struct PartnerEntries;

/// The partner directory of `values/partner_directory.yaml`, with the files of its binary parameters in
/// `values/partner_directory/`. What is loaded takes the place of what was there in one piece. Thread-safe; a search
/// holds no lock while it searches. Source: script-api 4.3.
class TenantPartnerDirectory final : public PartnerDirectory {
 public:
  /// `folder`: the tenant's folder `values`.
  explicit TenantPartnerDirectory(const std::filesystem::path& folder);

  /// Reads file and binaries anew. With an error (see `readPartnerDirectory`) what was loaded before stays. No file:
  /// nobody.
  Diagnostics load();

  std::optional<PartnerParameter> parameter(const std::string& parameter_id,
                                            const std::string& partner_id) const override;
  /// In the order of their bytes.
  std::vector<std::string> parameterIds(const std::string& partner_id) const override;
  std::optional<std::string> partnerId(const std::string& agency, const std::string& scheme,
                                       const std::string& alternative_id) const override;
  /// The first one of the file, of several.
  std::optional<std::string> alternativePartnerId(const std::string& agency, const std::string& scheme,
                                                  const std::string& partner_id) const override;
  std::optional<std::string> partnerOfUser(const std::string& user) const override;
  std::vector<std::string> users(const std::string& partner_id) const override;

 private:
  std::shared_ptr<const PartnerEntries> entries() const;

  const std::filesystem::path file_;
  const std::filesystem::path binaries_;
  mutable std::mutex mutex_;
  /// Guarded by mutex_; what it points to is immutable.
  std::shared_ptr<const PartnerEntries> entries_;
};

}  // namespace iflowsim
