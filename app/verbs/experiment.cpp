#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/client/management_client.h"
#include "app/verbs/served_copy.h"
#include "app/verbs/verb.h"
#include "lab/experiments/renewal_experiment.h"
#include "runtime/base/utc_time.h"

namespace iflowsim {

namespace {

namespace fs = std::filesystem;

constexpr const char* kByCertificate = "partner-cert";

std::string readFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Rows for `good` and `renewed-other-dn` of the certificate lab.
std::string channelRows() {
  std::string rows;
  for (const char* name : {"partner-a", "partner-a-renewed"}) {
    rows +=
        "<row><cell id='clientCertificate.subjectDN'>CN=" + std::string(name) +
        ", OU=Integration, O=Company Example, C=DE</cell><cell id='clientCertificate.issuerDN'>CN=iflowsim training "
        "intermediate, O=iflowsim</cell></row>";
  }
  return rows;
}

/// Empty while it is not started.
std::string deployedAt(ManagementClient& server) {
  const auto flow = server.get(ManagementClient::flowPath(kByCertificate));
  return flow && flow->value("state", "") == "STARTED" ? flow->value("deployedAt", "") : std::string();
}

Result<void> addMapping(ManagementClient& server, const fs::path& certificate) {
  return server.post("/api/local/security/mappings", {{"user", "partner"}, {"certificate", readFile(certificate)}})
      .map([](const nlohmann::json&) {});
}

/// Writes the rows as the flow's configured parameter, which the server sees and deploys.
Result<void> redeployWithRow(ManagementClient& server, const fs::path& tenant) {
  const std::string before = deployedAt(server);
  fs::create_directories(tenant / "parameters");
  std::ofstream(tenant / "parameters" / (std::string(kByCertificate) + ".prop"))
      << "Client\\ Certificates=" << channelRows() << '\n';
  return awaitRedeployment([&server] { return deployedAt(server); }, before, std::chrono::minutes(1));
}

class Experiment final : public Verb {
 public:
  std::string name() const override { return "experiment"; }
  std::string summary() const override { return "Measure on a copy of a tenant what a way of working costs"; }

  void setup(CLI::App& command) override {
    command.add_option("experiment", experiment_, "renewal: of a client certificate, by mapping and in the channel")
        ->required()
        ->check(CLI::IsMember({"renewal"}));
    command.add_option("folder", folder_, "The tenant folder, with the flows of the sample")->capture_default_str();
    command.add_option("--rate", rate_, "Calls per second")->check(CLI::Range(1, 5000))->capture_default_str();
    command.add_option("--html", page_, "Where the page with the plot goes")->capture_default_str();
    command.footer(
        "Serves a copy of the tenant on free ports, puts its flow under a steady load with the certificate 'good' of "
        "the\n"
        "lab, and renews the certificate twice: with a new certificate-to-user mapping, and with a new row in the "
        "channel\n"
        "and a redeployment. Prints what was lost, with a chart, and writes a page with a plot.\n"
        "Example:\n  iflowsim experiment renewal samples/secure-inbound/neo");
  }

  int run(Console& console) override {
    std::ofstream page(page_);
    if (!page) {
      console.err << "error EXPERIMENT-004 The page cannot be written to " << page_
                  << ". Name another file with --html.\n";
      return exit_code::kUnusable;
    }
    const auto runs = measure(console.err);
    if (!runs) {
      console.err << "error " << runs.error().code << ' ' << runs.error().text << '\n';
      return exit_code::kFailed;
    }
    page << renewalPage(*runs, formatUtc(SystemClock().now()));
    console.out << renewalChart(*runs) << "See " << page_ << '\n';
    return exit_code::kDone;
  }

 private:
  Result<std::vector<RenewalRun>> measure(std::ostream& progress) const {
    const auto copy = ServedCopy::start(folder_);
    if (!copy) return tl::unexpected(copy.error());
    const fs::path tenant = (*copy)->folder();
    auto server = ManagementClient::open(tenant);
    if (!server) return tl::unexpected(server.error());
    const fs::path clients = tenant / "certs" / "clients";
    const RenewalWay by_mapping{.title = "New certificate-to-user mapping",
                                .path = "/http/partner/default",
                                .change = "mapping added",
                                .renew = [&] { return addMapping(*server, clients / "renewed-other-dn.crt"); }};
    const RenewalWay by_channel{.title = "New certificate in the channel, with a redeployment",
                                .path = "/http/partner/cert",
                                .change = "flow deployed again",
                                .renew = [&] { return redeployWithRow(*server, tenant); }};
    std::vector<RenewalRun> runs;
    for (const RenewalWay* way : {&by_mapping, &by_channel}) {
      progress << way->title << " ..." << std::endl;
      auto run = runRenewal(planFor(**copy), *way);
      if (!run) return tl::unexpected(run.error());
      runs.push_back(std::move(*run));
    }
    return runs;
  }

  RenewalPlan planFor(const ServedCopy& copy) const {
    const fs::path clients = copy.folder() / "certs" / "clients";
    return {.server = {.port = copy.runtimePort(), .ca = copy.folder() / ".iflowsim" / "tls" / "ca.pem"},
            .before = {.chain = clients / "good.pem", .key = clients / "good.key"},
            .after = {.chain = clients / "renewed-other-dn.pem", .key = clients / "renewed-other-dn.key"},
            .calls_per_second = rate_};
  }

  std::string experiment_;
  std::string folder_ = "samples/secure-inbound/neo";
  std::string page_ = "renewal.html";
  unsigned rate_ = 500;
};

}  // namespace

void register_experiment(VerbRegistry& registry) {
  registry.add(std::make_unique<Experiment>());
}

}  // namespace iflowsim
