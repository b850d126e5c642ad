#include "tests/flows/runner/spec_tenant.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "app/scripts/script_setup.h"
#include "iflows/bundle/bundle_reader.h"
#include "runtime/base/flow_error.h"
#include "runtime/message/run.h"
#include "tests/flows/runner/flow_sketch.h"
#include "tests/support/served.h"

namespace iflowsim {

namespace {

std::string textOf(const YAML::Node& node, const std::string& otherwise = "") {
  return node && node.IsScalar() ? node.as<std::string>() : otherwise;
}

/// Quoted YAML scalars are text, plain ones what they look like.
nlohmann::json toJson(const YAML::Node& node) {
  if (node.IsMap()) {
    nlohmann::json object = nlohmann::json::object();
    for (const auto& entry : node) object[entry.first.as<std::string>()] = toJson(entry.second);
    return object;
  }
  if (node.IsSequence()) {
    nlohmann::json array = nlohmann::json::array();
    for (const auto& item : node) array.push_back(toJson(item));
    return array;
  }
  const auto text = node.IsScalar() ? node.as<std::string>() : std::string();
  if (node.IsNull()) return nullptr;
  if (node.Tag() == "!") return text;
  const auto literal = nlohmann::json::parse(text, nullptr, false);
  return literal.is_number() || literal.is_boolean() ? literal : nlohmann::json(text);
}

std::filesystem::path makeFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "flow-spec-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("No temporary folder can be made.");
  return name;
}

void writeFile(const std::filesystem::path& file, const std::string& bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

LogLevel levelOf(const std::string& text) {
  for (const LogLevel level : {LogLevel::None, LogLevel::Error, LogLevel::Info, LogLevel::Debug, LogLevel::Trace}) {
    if (text == toText(level)) return level;
  }
  throw std::runtime_error("There is no log level '" + text + "'.");
}

Engine::Options engineOptions(const YAML::Node& options) {
  Engine::Options result;
  result.runtime.classic_error_template = textOf(options["error_template"]) == "classic";
  result.runtime.return_message_id = textOf(options["return_message_id"], "true") == "true";
  result.runtime.always_keep_content_type = textOf(options["always_keep_content_type"]) == "true";
  result.runtime.local_exception_bubbles = textOf(options["local_exception_bubbles"]) == "true";
  result.runtime.neo = textOf(options["mode"], "neo") == "neo";
  return result;
}

}  // namespace

void RecordingLog::finish(std::shared_ptr<const Run> run, RunSummary summary, TimePoint) {
  const std::lock_guard lock(mutex_);
  runs_.push_back({std::move(run), std::move(summary)});
}

void RecordingLog::abandon(std::shared_ptr<const Run> run, TimePoint end) {
  finish(std::move(run), {.status = RunStatus::Abandoned}, end);
}

std::vector<LoggedRun> RecordingLog::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(runs_, {});
}

/// Specs never leave the process.
class SpecTenant::NoNetwork final : public HttpClient {
 public:
  HttpReply call(const OutboundRequest& request) override {
    throw FlowError("java.net.ConnectException", "A flow spec tried to reach " + request.url);
  }
};

class SpecTenant::GivenCredentials final : public CredentialStore {
 public:
  explicit GivenCredentials(const YAML::Node& credentials) : credentials_(credentials) {}
  std::optional<UserCredential> userCredential(const std::string& alias) const override {
    const YAML::Node found = credentials_[alias];
    if (!found) return std::nullopt;
    return UserCredential{textOf(found["user"]), textOf(found["password"])};
  }

 private:
  const YAML::Node credentials_;
};

SpecTenant::SpecTenant(const YAML::Node& spec, const std::filesystem::path& base)
    : folder_(makeFolder()),
      network_(std::make_unique<NoNetwork>()),
      value_mappings_(folder_ / "values" / "value_mappings.yaml"),
      partners_(folder_ / "values") {
  const YAML::Node given = spec["given"] ? spec["given"] : YAML::Node(YAML::NodeType::Map);
  writeStubs(given["stubs"]);
  stubs_ = std::make_unique<StubbedHttpClient>(
      StubbedHttpClient::Options{.folder = folder_ / "stubs", .allow_real = nullptr, .sleep = [](auto) {}}, *network_);
  if (const Diagnostics problems = stubs_->reload(); problems.hasErrors()) throw std::runtime_error(problems.toText());
  credentials_ = std::make_unique<GivenCredentials>(given["credentials"] ? YAML::Clone(given["credentials"])
                                                                         : YAML::Node(YAML::NodeType::Map));
  fillStores(given);
  fillCompanions(given);
  fillValues(given);
  ScriptSettings scripts;
  if (given["script_time_limit_ms"]) {
    scripts.time_limit = std::chrono::milliseconds(given["script_time_limit_ms"].as<int>());
  }
  scripts_ = makeScriptEngine(scripts, folder_ / "scripts", {}, companions_,
                              {*credentials_, keystore_, stores_.all, value_mappings_, partners_, clock_});
  const Engine::Ground ground{clock_, stores_.all, log_, *stubs_, *credentials_, keystore_, scripts_.get()};
  engine_ = std::make_unique<Engine>(
      engineOptions(given["options"] ? given["options"] : YAML::Node(YAML::NodeType::Map)), ground);
  deploy(spec, base);
  if (!given["log_level"]) return;
  for (const DeploymentInfo& flow : deployments().list()) {
    (void)deployments().setLogLevel(flow.id, levelOf(textOf(given["log_level"])));
  }
}

SpecTenant::~SpecTenant() {
  engine_.reset();
  scripts_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void SpecTenant::writeStubs(const YAML::Node& stubs) {
  std::filesystem::create_directories(folder_ / "stubs/mappings");
  int number = 100;
  for (const auto& stub : stubs) {
    std::ofstream(folder_ / "stubs/mappings" / (std::to_string(++number) + ".json")) << toJson(stub).dump(2);
  }
}

void SpecTenant::fillStores(const YAML::Node& given) {
  const TimePoint now = clock_.now();
  for (const auto& variable : given["variables"]) {
    stores_.variables.write(textOf(variable["flow"]), textOf(variable["name"]), textOf(variable["value"]), now,
                            now + std::chrono::hours{24});
  }
  for (const auto& range : given["number_ranges"]) {
    stores_.number_ranges.define({.name = textOf(range["name"]),
                                  .minimum = range["minimum"] ? range["minimum"].as<std::int64_t>() : 0,
                                  .maximum = range["maximum"] ? range["maximum"].as<std::int64_t>() : 999'999'999,
                                  .field_length = range["field_length"] ? range["field_length"].as<int>() : 0,
                                  .rotate = !range["rotate"] || range["rotate"].as<bool>()});
  }
}

/// Id of a script collection to its files below the folder of scripts, id of a value mapping to its XML.
void SpecTenant::fillCompanions(const YAML::Node& given) {
  std::vector<Artifact> artifacts;
  for (const auto& collection : given["script_collections"]) {
    Artifact artifact;
    artifact.kind = ArtifactKind::ScriptCollection;
    artifact.id = collection.first.as<std::string>();
    for (const auto& file : collection.second) {
      artifact.resources["src/main/resources/script/" + file.first.as<std::string>()] =
          std::make_shared<const std::string>(textOf(file.second));
    }
    artifacts.push_back(std::move(artifact));
  }
  for (const auto& mapping : given["value_mapping_bundles"]) {
    Artifact artifact;
    artifact.kind = ArtifactKind::ValueMapping;
    artifact.id = mapping.first.as<std::string>();
    artifact.resources["value_mapping.xml"] = std::make_shared<const std::string>(textOf(mapping.second));
    artifacts.push_back(std::move(artifact));
  }
  companions_.replace(artifacts);
}

/// The files of the tenant's folder `values`, read as the server reads them.
void SpecTenant::fillValues(const YAML::Node& given) {
  const auto values = folder_ / "values";
  for (const auto& file : given["partner_files"]) {
    writeFile(values / "partner_directory" / file.first.as<std::string>(), textOf(file.second));
  }
  for (const auto& [list, file] :
       {std::pair{"value_mappings", "value_mappings.yaml"}, std::pair{"partners", "partner_directory.yaml"}}) {
    if (given[list]) writeFile(values / file, std::string(list) + ":\n" + YAML::Dump(given[list]) + '\n');
  }
  Diagnostics findings = value_mappings_.loadFile();
  findings.append(value_mappings_.loadBundles(companions_.all()));
  findings.append(partners_.load());
  if (!findings.empty()) throw std::runtime_error(findings.toText());
}

void SpecTenant::deploy(const YAML::Node& spec, const std::filesystem::path& base) {
  if (spec["bundle"]) deployFrom(base / textOf(spec["bundle"]), spec["parameters"]);
  std::vector<YAML::Node> sketches;
  if (spec["flow"]) sketches.push_back(spec["flow"]);
  for (const auto& sketch : spec["flows"]) sketches.push_back(sketch);
  int number = 0;
  for (const YAML::Node& sketch : sketches) {
    const auto bundle = folder_ / "flows" / std::to_string(++number);
    writeFlowBundle(sketch, bundle);
    deployFrom(bundle, spec["parameters"]);
  }
}

void SpecTenant::deployFrom(const std::filesystem::path& path, const YAML::Node& parameters) {
  ReadOptions options;
  options.configured = [&parameters](const std::string&) {
    std::map<std::string, std::string> values;
    for (const auto& entry : parameters) values[entry.first.as<std::string>()] = textOf(entry.second);
    return values;
  };
  BundleSet bundles = readBundles(path, options);
  findings_ += bundles.diagnostics.toText();
  for (Artifact& artifact : bundles.artifacts) {
    if (!artifact.flow) {
      findings_ += artifact.diagnostics.toText();
      continue;
    }
    const DeploymentInfo info = deployments().deploy(artifact.flow, artifact.diagnostics);
    findings_ += info.diagnostics.toText() + (info.error.empty() ? "" : info.error + '\n');
  }
}

std::optional<HttpReply> SpecTenant::call(const YAML::Node& call) {
  const std::string target = textOf(call["path"]);
  const auto question = target.find('?');
  HttpRequest request{.method = textOf(call["method"], "POST"),
                      .path = target.substr(0, question),
                      .peer = "127.0.0.1",
                      .secure = true,
                      .host = "localhost:8443"};
  request.has_query = question != std::string::npos;
  if (request.has_query) request.query = target.substr(question + 1);
  for (const auto& header : call["headers"]) request.headers.add(header.first.as<std::string>(), textOf(header.second));
  if (call["body"]) request.body = Body(textOf(call["body"]));
  if (call["body_size"]) request.body = Body(std::string(call["body_size"].as<std::size_t>(), 'x'));
  const auto endpoint = engine_->endpoints().find(request.path);
  if (!endpoint) return std::nullopt;
  return served(*endpoint, std::move(request), Principal{textOf(call["user"], "tester")});
}

}  // namespace iflowsim
