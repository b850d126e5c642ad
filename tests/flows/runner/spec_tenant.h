#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "app/engine.h"
#include "app/scripts/companions.h"
#include "lab/stubs/stubbed_http_client.h"
#include "runtime/spi/credentials.h"
#include "runtime/spi/endpoint.h"
#include "runtime/spi/http_client.h"
#include "runtime/spi/keystore.h"
#include "runtime/spi/processing_log.h"
#include "runtime/store/memory/memory_stores.h"
#include "tests/support/manual_clock.h"
#include "values/tenant_partner_directory.h"
#include "values/tenant_value_mappings.h"

namespace iflowsim {

/// A message as the processing log got it.
struct LoggedRun {
  std::shared_ptr<const Run> run;
  RunSummary summary;
};

/// A processing log in memory.
class RecordingLog final : public ProcessingLog {
 public:
  void begin(std::shared_ptr<const Run>) override {}
  void finish(std::shared_ptr<const Run> run, RunSummary summary, TimePoint end) override;
  void abandon(std::shared_ptr<const Run> run, TimePoint end) override;
  /// Those that ended since the last call.
  std::vector<LoggedRun> take();

 private:
  std::mutex mutex_;
  std::vector<LoggedRun> runs_;
};

/// A tenant for one spec: the real engine on memory stores, a still clock, and stubs; everything in a temporary folder.
class SpecTenant {
 public:
  /// `base` is the folder of the spec. Throws std::runtime_error when the spec cannot be set up.
  SpecTenant(const YAML::Node& spec, const std::filesystem::path& base);
  SpecTenant(const SpecTenant&) = delete;
  SpecTenant& operator=(const SpecTenant&) = delete;
  ~SpecTenant();

  Deployments& deployments() { return engine_->deployments(); }
  /// The reply of the endpoint, called by a user who may; none when nothing serves the path.
  std::optional<HttpReply> call(const YAML::Node& call);
  RecordingLog& log() { return log_; }
  StubbedHttpClient& stubs() { return *stubs_; }
  VariableStore& variables() { return stores_.variables; }
  ManualClock& clock() { return clock_; }
  /// What the deployments said, one line for each finding.
  const std::string& findings() const { return findings_; }

 private:
  class NoNetwork;
  class GivenCredentials;

  void writeStubs(const YAML::Node& stubs);
  void fillStores(const YAML::Node& given);
  void fillCompanions(const YAML::Node& given);
  void fillValues(const YAML::Node& given);
  void deploy(const YAML::Node& spec, const std::filesystem::path& base);
  void deployFrom(const std::filesystem::path& path, const YAML::Node& parameters);

  std::filesystem::path folder_;
  ManualClock clock_;
  MemoryStores stores_;
  RecordingLog log_;
  std::unique_ptr<HttpClient> network_;
  std::unique_ptr<StubbedHttpClient> stubs_;
  std::unique_ptr<CredentialStore> credentials_;
  EmptyKeystore keystore_;
  TenantValueMappings value_mappings_;
  TenantPartnerDirectory partners_;
  Companions companions_;
  std::unique_ptr<ScriptEngine> scripts_;
  std::string findings_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace iflowsim
