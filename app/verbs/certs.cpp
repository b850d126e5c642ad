#include <filesystem>
#include <iomanip>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/configured_parameters.h"
#include "app/tenant_config.h"
#include "app/verbs/verb.h"
#include "iflows/bundle/bundle_reader.h"
#include "lab/certs/lab_files.h"
#include "runtime/base/utc_time.h"

namespace iflowsim {

namespace {

namespace fs = std::filesystem;

class Certs final : public Verb {
 public:
  std::string name() const override { return "certs"; }
  std::string summary() const override { return "Make training certificates for a tenant, good ones and bad ones"; }

  void setup(CLI::App& command) override {
    command.add_option("folder", folder_, "The tenant folder")->required();
    command.add_flag("--renew", renew_, "Make everything anew instead of keeping what is there");
    command.add_flag("--rsa", rsa_, "RSA keys of 2048 bits instead of elliptic ones (P-256)");
    command.add_option("--now", now_, "The tenant's time, such as 2027-03-01T08:00Z; the default is that of its clock");
    command.footer(
        "Writes <folder>/certs: a training authority with an intermediate, a server certificate, one client "
        "certificate\n"
        "of every kind (good, renewed, expired, self-signed ...), a page that says what each should meet, and calls "
        "for\n"
        "curl, Postman and newman. The training root is put into the tenant's list of trusted roots. The PKCS#12 "
        "files\n"
        "have the password 'iflowsim'. Keys are readable by their owner only and ignored by git.\n"
        "Ends with 0 when done, 1 when files cannot be made, 2 when folder or time cannot be used.\n"
        "Example:\n  iflowsim certs samples/secure-inbound/neo");
  }

  int run(Console& console) override {
    const auto config = TenantConfig::load(folder_, {});
    if (!config) return refuse(console, config.error(), exit_code::kUnusable);
    const TimePoint callers_now = SystemClock().now();
    const auto now = now_.empty() ? callers_now + config->clock_offset : parseUtc(now_);
    if (!now) {
      return refuse(console,
                    {"CLOCK-001", "'--now " + now_ + "' is no time. Write it as 2027-03-01 or 2027-03-01T08:00:00Z."},
                    exit_code::kUnusable);
    }
    const auto lab = makeCertificateLab(
        config->folder,
        {.now = *now, .callers_now = callers_now, .renew = renew_, .key = rsa_ ? KeyKind::Rsa2048 : KeyKind::EcP256});
    if (!lab) return refuse(console, lab.error(), exit_code::kFailed);
    const std::vector<LabEndpoint> endpoints = endpointsOf(*config);
    const auto written = writeLabFiles({.lab = *lab, .endpoints = endpoints, .base_url = baseUrl(*config)});
    if (!written) return refuse(console, written.error(), exit_code::kFailed);
    print(*lab, *now, console.out);
    return exit_code::kDone;
  }

 private:
  static int refuse(Console& console, const Error& error, int code) {
    console.err << "error " << error.code << ' ' << error.text << '\n';
    return code;
  }

  /// A port that is chosen at each start is not known here.
  static std::string baseUrl(const TenantConfig& config) {
    const auto port = config.runtime_port == 0 ? TenantConfig{}.runtime_port : config.runtime_port;
    return "https://localhost:" + std::to_string(port);
  }

  /// Bundles and parameters that cannot be read are the business of `check` and `serve`.
  static std::vector<LabEndpoint> endpointsOf(const TenantConfig& config) {
    std::vector<LabEndpoint> endpoints;
    const fs::path flows = config.folder / "flows";
    if (!fs::is_directory(flows)) return endpoints;
    Diagnostics ignored;
    const ReadOptions options{.limits = config.bundles, .configured = [&](const std::string& flow_id) {
                                return readConfiguredParameters(config.folder, flow_id, ignored);
                              }};
    for (const Artifact& artifact : readBundles(flows, options).artifacts) {
      if (!artifact.flow) continue;
      const auto more = labEndpoints(*artifact.flow);
      endpoints.insert(endpoints.end(), more.begin(), more.end());
    }
    return endpoints;
  }

  static void print(const CertificateLab& lab, TimePoint now, std::ostream& out) {
    constexpr int kNameWidth = 22;
    constexpr int kFateWidth = 26;
    out << "Certificates at " << formatUtc(now) << ", the tenant's time:\n";
    for (const LabClient& client : lab.clients) {
      out << "  " << std::left << std::setw(kNameWidth) << client.kind->name << std::setw(kFateWidth)
          << toText(client.kind->fate) << (client.made ? "made, " : "kept, ") << "valid from "
          << formatUtc(client.certificate->notBefore()) << " to " << formatUtc(client.certificate->notAfter())
          << (client.stale ? "; no longer what it is called: run again with --renew" : "") << '\n';
    }
    out << "See " << (lab.tenant / "certs" / "README.md").string() << '\n';
  }

  std::string folder_;
  std::string now_;
  bool renew_ = false;
  bool rsa_ = false;
};

}  // namespace

void register_certs(VerbRegistry& registry) {
  registry.add(std::make_unique<Certs>());
}

}  // namespace iflowsim
