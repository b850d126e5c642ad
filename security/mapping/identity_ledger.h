#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

#include "security/mapping/entered_identities.h"
#include "security/mapping/identity_assembly.h"
#include "security/mapping/identity_store.h"
#include "security/mapping/key_maker.h"
#include "security/mapping/tenant_files.h"

namespace iflowsim {

/// Keeps what the identities are made of, and changes it one change after the other. See IdentityStore.
class IdentityStore::Ledger {
 public:
  /// Changes the copy it is given, or says why not.
  using Edit = std::function<Result<void>(EnteredIdentities& entered)>;

  Ledger(const Clock& clock, Options options);

  std::shared_ptr<const TenantIdentities> current() const;
  std::uint64_t generation() const { return generation_.load(); }
  Diagnostics load(const std::filesystem::path& folder);

  /// Edits what was entered, writes it to disk and publishes the identities it leads to; all of it or nothing. `edit`
  /// runs while no other change does.
  Result<void> change(IdentityParts changed, const Edit& edit);

  /// What stands in files; for use inside an edit only.
  const TenantFiles& files() const { return files_; }
  const Options& options() const { return options_; }
  const KeyMaker& maker() const { return maker_; }
  bool cloudFoundry() const { return options_.mode == SecurityMode::CloudFoundry; }
  TimePoint now() const { return clock_.now(); }
  /// After the key is gone.
  void forgetUses(const std::string& client_id);
  Result<std::filesystem::path> authority();

 private:
  void publish(std::shared_ptr<const TenantIdentities> identities);
  IdentitySources sources() const { return {files_, entered_, uses_, options_.mode}; }

  const Clock& clock_;
  const Options options_;
  const std::filesystem::path file_;
  const KeyMaker maker_;
  const std::shared_ptr<KeyUses> uses_;
  /// Held by whoever changes something, for the whole change.
  std::mutex change_mutex_;
  TenantFiles files_;
  EnteredIdentities entered_;
  /// Why what was entered before cannot be understood; it is not overwritten then.
  std::string unreadable_;
  mutable std::shared_mutex current_mutex_;
  std::shared_ptr<const TenantIdentities> current_;
  std::atomic<std::uint64_t> generation_{0};
};

/// The errors of the store.
tl::unexpected<Error> wrongInput(std::string text);
tl::unexpected<Error> notThere(const std::string& what);
/// `origin`: the tenant's file that the thing stands in.
tl::unexpected<Error> standsInFile(const std::string& what, const std::string& origin);
tl::unexpected<Error> taken(std::string text);
/// IDENTITY-400 with the problem, or nothing for an empty text.
Result<void> unlessProblem(std::string problem);

}  // namespace iflowsim
