#include "tests/acceptance/hello_tenant.h"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include <gtest/gtest.h>

#include "runtime/base/text.h"

namespace iflowsim::testing {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds kPatience{20};
constexpr auto kWithAllBelow = fs::copy_options::recursive;

}  // namespace

HelloTenant::HelloTenant() : tenant_(folder_.path() / "tenant") {
  fs::create_directories(tenant_);
  const fs::path sample = fs::path(IFLOWSIM_SOURCE_DIR) / "samples" / "hello";
  for (const auto& entry : fs::directory_iterator(sample)) {
    // The state of a server that ran on the sample is none of ours.
    if (entry.path().filename() != ".iflowsim")
      fs::copy(entry.path(), tenant_ / entry.path().filename(), kWithAllBelow);
  }
}

ServerProcess& HelloTenant::serve(const std::vector<std::string>& settings) {
  return server_.emplace(tenant_, settings);
}

HttpCaller HelloTenant::caller() const {
  return HttpCaller(server_->announced("runtime"), tenant_ / ".iflowsim" / "tls" / "ca.pem");
}

Outcome HelloTenant::verb(std::vector<std::string> words) const {
  words.insert(words.end(), {"--tenant", tenant_.string()});
  return runProgram(words);
}

nlohmann::json HelloTenant::ask(std::vector<std::string> words) const {
  words.emplace_back("--json");
  const Outcome outcome = verb(words);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  return nlohmann::json::parse(outcome.out);
}

std::string HelloTenant::stateOf(const std::string& flow) const {
  const nlohmann::json flows = ask({"flows"}).at("flows");
  for (const auto& listed : flows) {
    if (listed.at("id") == flow) return listed.at("state");
  }
  return {};
}

fs::path HelloTenant::helloNamed(const std::string& id) const {
  const fs::path bundle = folder_.path() / id;
  fs::copy(fs::path(IFLOWSIM_SOURCE_DIR) / "samples" / "hello" / "flows" / "hello", bundle, kWithAllBelow);
  edit(bundle / "META-INF" / "MANIFEST.MF", "Bundle-SymbolicName: hello;", "Bundle-SymbolicName: " + id + ';');
  edit(modelOf(bundle), "<value>/hello</value>", "<value>/" + id + "</value>");
  return bundle;
}

bool eventually(const std::function<bool()>& holds) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < deadline) {
    if (holds()) return true;
  }
  return false;
}

void edit(const fs::path& file, const std::string& text, const std::string& replacement) {
  std::ifstream in(file, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(in), {}};
  std::size_t at = content.find(text);
  if (at == std::string::npos) throw std::runtime_error(file.string() + " does not contain: " + text);
  for (; at != std::string::npos; at = content.find(text, at + replacement.size())) {
    content.replace(at, text.size(), replacement);
  }
  std::ofstream(file, std::ios::binary) << content;
}

fs::path modelOf(const fs::path& bundle) {
  for (const auto& entry : fs::recursive_directory_iterator(bundle)) {
    if (entry.path().extension() == ".iflw") return entry.path();
  }
  throw std::runtime_error("no .iflw file below " + bundle.string());
}

}  // namespace iflowsim::testing
