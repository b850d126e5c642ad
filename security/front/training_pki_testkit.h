#pragma once

#include <functional>
#include <string>

#include "security/front/front_testkit.h"
#include "security/material/certificate_maker.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_folder.h"

using X509 = struct x509_st;

namespace iflowsim::testkit {

/// A certificate to show, with those sent along, and its key, as PEM.
struct Credential {
  std::string chain;
  std::string key;
};

/// Authorities and client certificates made for a test, and a front that trusts one root of them. Its clock starts at
/// the machine's time.
class TrainingPki {
 public:
  TrainingPki();

  /// A wish for a client certificate `CN=<name>, O=Company, C=DE`, valid now.
  CertificateWish clientWish(const std::string& name = "alice") const;
  CertificateWish authorityWish(const std::string& name) const;
  /// Issued by the intermediate, which is sent along.
  Credential issue(const CertificateWish& wish) const;
  Credential good(const std::string& name = "alice") const { return issue(clientWish(name)); }
  /// Issued by the intermediate after a change to the finished certificate, which is then signed anew.
  Credential changed(const std::function<void(X509*)>& change) const;

  /// One reactor thread, TLS with a server certificate for localhost, the root in the folder of trusted roots.
  FrontOptions options() const;
  /// PEM file of the root of the server's certificate, for callers.
  std::string serverRoot() const { return folder_.path() / "server_root.pem"; }
  RawCaller::Tls callWith(const Credential& credential, int max_version = 0) const;
  std::string trustedFolder() const { return folder_.path() / "trusted-cas"; }
  void trust(const std::string& file, const std::string& pem) const { folder_.write("trusted-cas/" + file, pem); }
  /// Writes a certificate and key of a server as `<name>.pem` and `<name>.key`.
  ServerCertificate server(const std::string& name, const std::vector<std::string>& alternative_names) const;

  ManualClock clock;
  CertifiedKey root;
  CertifiedKey intermediate;
  CertifiedKey rogue;

 private:
  testing::TemporaryFolder folder_;
  CertifiedKey server_root_;
  ServerCertificate server_;
};

}  // namespace iflowsim::testkit
