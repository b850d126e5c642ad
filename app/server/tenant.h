#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <string>

#include "app/scripts/companions.h"
#include "app/server/file_credentials.h"
#include "app/server/flow_folder.h"
#include "app/server/tenant_security.h"
#include "app/tenant_config.h"
#include "security/material/folder_keystore.h"
#include "values/tenant_partner_directory.h"
#include "values/tenant_value_mappings.h"

namespace iflowsim {

class LogCleaner;
class LogReader;
class MessageLogWriter;
class SqliteLogReader;
class SqliteLogSink;
class StubbedHttpClient;

/// Everything of a tenant but the network: stores, log, engine, flows, users, stubs. Made from a folder; `look` takes
/// over what was changed in it. Thread-safe.
class Tenant {
 public:
  /// Errors are those of the stores. The clock outlives the tenant; `config` is copied.
  static Result<std::unique_ptr<Tenant>> open(const TenantConfig& config, const Clock& clock);
  ~Tenant();
  Tenant(const Tenant&) = delete;
  Tenant& operator=(const Tenant&) = delete;

  const TenantConfig& config() const { return config_; }
  Engine& engine() { return *engine_; }
  FlowFolder& flows() { return *flows_; }
  TenantSecurity& security() { return *security_; }
  LogReader& logReader();
  LogCleaner& logCleaner();
  StubbedHttpClient& stubs() { return *stubs_; }

  /// Looks for changes in the folder and takes them over: identities, credentials, keystore, values, stubs, flows.
  /// Wrong files are logged and leave what was there before.
  void look();
  /// Stops the flows and commits the log. Messages in flight are awaited up to the drain time.
  void close();

 private:
  Tenant(const TenantConfig& config, const Clock& clock);
  Result<void> openStores();
  void openEngine();
  void loadValues();
  void lookAt(std::initializer_list<std::filesystem::path> paths, std::string& fingerprint,
              const std::function<void()>& load);

  const TenantConfig config_;
  const Clock& clock_;
  std::unique_ptr<VariableStore> variables_;
  std::unique_ptr<NumberRangeStore> number_ranges_;
  std::unique_ptr<DataStore> data_stores_;
  std::unique_ptr<Stores> stores_;
  std::unique_ptr<SqliteLogSink> log_sink_;
  std::unique_ptr<SqliteLogReader> log_reader_;
  std::unique_ptr<MessageLogWriter> log_;
  std::unique_ptr<HttpClient> network_;
  std::unique_ptr<StubbedHttpClient> stubs_;
  FileCredentials credentials_;
  FolderKeystore keystore_;
  TenantValueMappings value_mappings_;
  TenantPartnerDirectory partners_;
  Companions companions_;
  std::unique_ptr<TenantSecurity> security_;
  std::unique_ptr<ScriptEngine> scripts_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<FlowFolder> flows_;
  // What the files were like at the last look.
  std::mutex look_mutex_;
  std::string identities_seen_ = "never";
  std::string credentials_seen_ = "never";
  std::string keystore_seen_ = "never";
  std::string values_seen_ = "never";
  std::string stubs_seen_ = "never";
};

}  // namespace iflowsim
