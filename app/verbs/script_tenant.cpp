#include "app/verbs/script_tenant.h"

#include "app/server/file_credentials.h"
#include "app/tenant_config.h"
#include "iflows/bundle/bundle_reader.h"
#include "runtime/store/memory/memory_stores.h"
#include "security/material/folder_keystore.h"
#include "values/number_range_file.h"
#include "values/tenant_partner_directory.h"
#include "values/tenant_value_mappings.h"

namespace iflowsim {

namespace fs = std::filesystem;

class ScriptTenant::Ground {
 public:
  explicit Ground(const fs::path& folder)
      : credentials(folder / "security" / "credentials.yaml"),
        keystore(folder / "security" / "keystore"),
        value_mappings(folder / "values" / "value_mappings.yaml"),
        partners(folder / "values") {}

  FileCredentials credentials;
  FolderKeystore keystore;
  MemoryStores stores;
  SystemClock clock;
  TenantValueMappings value_mappings;
  TenantPartnerDirectory partners;
};

ScriptTenant::ScriptTenant(const std::filesystem::path& folder) : ground_(std::make_unique<Ground>(folder)) {
  if (folder.empty()) return;
  const auto config = TenantConfig::load(folder, {});
  if (!config) {
    findings_.add({.code = config.error().code, .place = {folder.string()}, .message = config.error().text});
    return;
  }
  settings_ = config->scripts;
  bodies_ = config->engine.runtime.body;
  findings_.append(ground_->credentials.load());
  findings_.append(ground_->keystore.load());
  findings_.append(loadNumberRanges(folder / "values" / "number_ranges.yaml", ground_->stores.number_ranges));
  findings_.append(ground_->value_mappings.loadFile());
  findings_.append(ground_->partners.load());
  if (!fs::is_directory(folder / "flows")) return;
  // What is wrong with a flow there is not the script's concern.
  findings_.append(ground_->value_mappings.loadBundles(readBundles(folder / "flows").artifacts));
}

ScriptTenant::~ScriptTenant() = default;

std::unique_ptr<ScriptEngine> ScriptTenant::engine(const ScriptSettings::Log& log) const {
  ScriptSettings settings = settings_;
  settings.log = log;
  return makeScriptEngine(settings, {}, bodies_, companions_,
                          {ground_->credentials, ground_->keystore, ground_->stores.all, ground_->value_mappings,
                           ground_->partners, ground_->clock});
}

}  // namespace iflowsim
