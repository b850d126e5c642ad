#include "app/server/tenant.h"

#include "adapters/http/curl_client.h"
#include "app/server/file_fingerprint.h"
#include "app/server/findings.h"
#include "lab/stubs/stubbed_http_client.h"
#include "runtime/base/glob.h"
#include "runtime/base/log.h"
#include "runtime/monitor/message_log_writer.h"
#include "runtime/store/sqlite/sqlite_data_store.h"
#include "runtime/store/sqlite/sqlite_log_reader.h"
#include "runtime/store/sqlite/sqlite_log_sink.h"
#include "runtime/store/sqlite/sqlite_number_range_store.h"
#include "runtime/store/sqlite/sqlite_variable_store.h"
#include "values/number_range_file.h"

namespace iflowsim {

namespace {

/// Moves the value out, or passes the error on.
template <typename Target, typename Source>
Result<void> take(Target& target, Result<Source> source) {
  if (!source) return tl::unexpected(source.error());
  target = std::move(*source);
  return {};
}

}  // namespace

Result<std::unique_ptr<Tenant>> Tenant::open(const TenantConfig& config, const Clock& clock) {
  std::unique_ptr<Tenant> tenant(new Tenant(config, clock));
  if (const auto opened = tenant->openStores(); !opened) return tl::unexpected(opened.error());
  auto security = TenantSecurity::open(config, clock);
  if (!security) return tl::unexpected(security.error());
  tenant->security_ = std::move(*security);
  tenant->openEngine();
  return tenant;
}

Tenant::Tenant(const TenantConfig& config, const Clock& clock)
    : config_(config),
      clock_(clock),
      credentials_(config.folder / "security" / "credentials.yaml"),
      keystore_(config.folder / "security" / "keystore"),
      value_mappings_(config.folder / "values" / "value_mappings.yaml"),
      partners_(config.folder / "values") {
  companions_.onChange(
      [this](const std::vector<Artifact>& artifacts) { logFindings(value_mappings_.loadBundles(artifacts)); });
}

Tenant::~Tenant() {
  close();
}

Result<void> Tenant::openStores() {
  const std::string state = (config_.state / "state.db").string();
  const std::string log = (config_.state / "log.db").string();
  if (auto done = take(variables_, SqliteVariableStore::open(state)); !done) return done;
  if (auto done = take(number_ranges_, SqliteNumberRangeStore::open(state)); !done) return done;
  if (auto done = take(data_stores_, SqliteDataStore::open(state)); !done) return done;
  if (auto done = take(log_sink_, SqliteLogSink::open(log, clock_.now())); !done) return done;
  if (auto done = take(log_reader_, SqliteLogReader::open(log)); !done) return done;
  stores_ = std::make_unique<Stores>(Stores{*variables_, *number_ranges_, *data_stores_});
  log_ = std::make_unique<MessageLogWriter>(*log_sink_, clock_);
  return {};
}

void Tenant::openEngine() {
  network_ = std::make_unique<CurlClient>(CurlClient::Options{.body = config_.engine.runtime.body});
  const auto allowed = [patterns = config_.allowed_receivers](const OutboundRequest& request) {
    for (const std::string& pattern : patterns) {
      if (globMatches(pattern, request.url)) return true;
    }
    return false;
  };
  stubs_ = std::make_unique<StubbedHttpClient>(
      StubbedHttpClient::Options{
          .folder = config_.folder / "stubs", .allow_real = allowed, .on_premise = config_.on_premise},
      *network_);
  scripts_ = makeScriptEngine(config_.scripts, config_.state / "scripts", config_.engine.runtime.body, companions_,
                              {credentials_, keystore_, *stores_, value_mappings_, partners_, clock_});
  const Engine::Ground ground{clock_, *stores_, *log_, *stubs_, credentials_, keystore_, scripts_.get()};
  engine_ = std::make_unique<Engine>(config_.engine, ground);
  flows_ = std::make_unique<FlowFolder>(config_, engine_->deployments(), companions_);
}

LogReader& Tenant::logReader() {
  return *log_reader_;
}

LogCleaner& Tenant::logCleaner() {
  return *log_reader_;
}

void Tenant::lookAt(std::initializer_list<std::filesystem::path> paths, std::string& fingerprint,
                    const std::function<void()>& load) {
  std::string now;
  for (const auto& path : paths) now += fileFingerprint(path);
  if (now == fingerprint) return;
  fingerprint = std::move(now);
  load();
}

void Tenant::loadValues() {
  logFindings(loadNumberRanges(config_.folder / "values" / "number_ranges.yaml", *number_ranges_));
  logFindings(value_mappings_.loadFile());
  logFindings(partners_.load());
}

void Tenant::look() {
  const std::lock_guard lock(look_mutex_);
  const auto& folder = config_.folder;
  // Mappings and keys may name certificates by their files, which the certificate lab keeps in a folder of its own.
  lookAt({folder / "security", folder / "certs"}, identities_seen_, [this] { security_->load(); });
  lookAt({folder / "security" / "credentials.yaml"}, credentials_seen_, [this] { logFindings(credentials_.load()); });
  lookAt({folder / "security" / "keystore"}, keystore_seen_, [this] { logFindings(keystore_.load()); });
  lookAt({folder / "values"}, values_seen_, [this] { loadValues(); });
  lookAt({folder / "stubs"}, stubs_seen_, [this] { logFindings(stubs_->reload()); });
  flows_->synchronize();
}

void Tenant::close() {
  // The flows go first: their last messages still want the log and the stores. Once they are stopped, what the folder
  // has begun ends soon.
  if (engine_) engine_->deployments().stop();
  flows_.reset();
  engine_.reset();
  scripts_.reset();
  if (log_) log_->stop();
}

}  // namespace iflowsim
