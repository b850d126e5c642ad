#include <array>
#include <cstdio>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "security/front/training_pki_testkit.h"
#include "security/material/connection_facts.h"

/// Programs that people use, as callers of the front and as a proxy before it.
namespace iflowsim {
namespace {

using testing::TemporaryFolder;
using testkit::Credential;
using testkit::RunningFront;
using testkit::TrainingPki;

/// What the command printed, errors included.
std::string run(const std::string& command) {
  std::FILE* pipe = ::popen((command + " 2>&1 </dev/null").c_str(), "r");
  if (pipe == nullptr) return "cannot be run";
  std::string output;
  std::array<char, 4'096> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
    output.append(buffer.data(), count);
  ::pclose(pipe);
  return output;
}

bool isMissing(const std::string& program) {
  return run("command -v " + program).empty();
}

/// A port that was free a moment ago, for a program that must be told one.
std::uint16_t freePort() {
  const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  ::bind(probe, reinterpret_cast<const sockaddr*>(&address), size);
  ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(probe);
  return ntohs(address.sin_port);
}

/// A front that answers whom it takes the caller for: `<subject>|<proto>|<peer>|<verdict>`.
struct NamingFront : RunningFront {
  explicit NamingFront(const FrontOptions& options) : RunningFront(options) {
    handler.request = [](const HttpRequest& request, const ReplySink& sink) {
      sink({200,
            {},
            Body(std::string(request.headers.get("SSL_CLIENT_USER")) + "|" +
                 std::string(request.headers.get("X-Forwarded-Proto")) + "|" + request.peer + "|" +
                 std::string(toText(request.connection->verdict)))});
    };
  }
};

/// The credential as files: ` --cert <file> --key <file>` for curl.
std::string curlOptions(const TemporaryFolder& folder, const Credential& credential, const std::string& name) {
  return " --cert " + folder.write(name + ".pem", credential.chain).string() + " --key " +
         folder.write(name + ".key", credential.key).string();
}

Credential expired(const TrainingPki& pki) {
  CertificateWish wish = pki.clientWish();
  wish.not_after = pki.clock.now() - std::chrono::hours(1);
  return pki.issue(wish);
}

// P-LB-001 P-LB-005
TEST(FrontPrograms, CurlIsKnownByItsCertificateAndSeesTheAlert) {
  if (isMissing("curl")) GTEST_SKIP() << "curl is not installed";
  const TrainingPki pki;
  const TemporaryFolder folder;
  const NamingFront front(pki.options());
  const std::string url = " https://localhost:" + std::to_string(front.port()) + "/";
  const std::string curl = "curl -sS --noproxy '*' --cacert " + pki.serverRoot();

  const std::string good = run(curl + curlOptions(folder, pki.good(), "good") + url);
  const std::string none = run(curl + url);
  const std::string late = run(curl + " --tlsv1.3 -d order=1" + curlOptions(folder, expired(pki), "late") + url);

  EXPECT_EQ(good, "CN=alice, O=Company, C=DE|https|127.0.0.1|accepted");
  EXPECT_EQ(none, "|https|127.0.0.1|no certificate");
  EXPECT_NE(late.find("alert certificate expired"), std::string::npos) << late;
}

// P-LB-005
TEST(FrontPrograms, OpensslShowsTheAlert) {
  if (isMissing("openssl")) GTEST_SKIP() << "openssl is not installed";
  const TrainingPki pki;
  const TemporaryFolder folder;
  const NamingFront front(pki.options());
  const Credential late = expired(pki);
  const std::string files = " -cert " + folder.write("late.pem", late.chain).string() + " -cert_chain " +
                            folder.write("issuer.pem", pki.intermediate.certificate).string() + " -key " +
                            folder.write("late.key", late.key).string();
  for (const char* version : {"-tls1_2", "-tls1_3"}) {
    const std::string shown = run("openssl s_client -ign_eof -connect localhost:" + std::to_string(front.port()) + " " +
                                  version + " -CAfile " + pki.serverRoot() + files);

    EXPECT_NE(shown.find("alert certificate expired"), std::string::npos) << version << shown;
    EXPECT_NE(shown.find("SSL alert number 45"), std::string::npos) << version;
  }
}

/// An nginx that ends TLS and passes the caller's certificate on.
class Nginx {
 public:
  Nginx(const TrainingPki& pki, std::uint16_t front) : port_(freePort()) {
    const FrontOptions options = pki.options();
    const std::string at = folder_.path().string();
    const std::string root = folder_.write("root.pem", pki.root.certificate).string();
    std::string text = ::getuid() == 0 ? "user root;\n" : "";
    text += "worker_processes 1; pid " + at + "/pid; error_log " + at + "/log;\nevents {}\nhttp {\n access_log off;\n";
    for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
      text += " " + std::string(kind) + "_temp_path " + at + "/" + kind + ";\n";
    }
    text += " server {\n  listen 127.0.0.1:" + std::to_string(port_) + " ssl;\n  ssl_certificate " +
            options.tls->certificate_chain + ";\n  ssl_certificate_key " + options.tls->private_key +
            ";\n  ssl_client_certificate " + root +
            ";\n  ssl_verify_client optional;\n  ssl_verify_depth 3;\n  location / {\n   proxy_pass http://127.0.0.1:" +
            std::to_string(front) +
            ";\n   proxy_set_header Host $host;\n   proxy_set_header SSL_CLIENT_CERT $ssl_client_escaped_cert;\n"
            "   proxy_set_header SSL_CLIENT_VERIFY $ssl_client_verify;\n"
            "   proxy_set_header X-Forwarded-For 203.0.113.4;\n   proxy_set_header X-Forwarded-Proto $scheme;\n"
            "  }\n }\n}\n";
    command_ = "nginx -c " + folder_.write("nginx.conf", text).string();
    run(command_);
  }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;
  ~Nginx() { run(command_ + " -s stop"); }

  std::string url() const { return " https://localhost:" + std::to_string(port_) + "/"; }

 private:
  TemporaryFolder folder_;
  std::uint16_t port_;
  std::string command_;
};

// P-LB-016
TEST(FrontPrograms, NginxPassesOnWhoCalls) {
  if (isMissing("nginx") || isMissing("curl")) GTEST_SKIP() << "nginx or curl is not installed";
  const TrainingPki pki;
  const TemporaryFolder folder;
  FrontOptions plain;
  plain.clock = &pki.clock;
  plain.trusted_proxies = {"127.0.0.1"};
  const NamingFront front(plain);
  const Nginx nginx(pki, front.port());
  const std::string curl = "curl -sS --noproxy '*' --cacert " + pki.serverRoot();

  const std::string good = run(curl + curlOptions(folder, pki.good(), "good") + nginx.url());
  const std::string none = run(curl + nginx.url());
  const std::string forged =
      run(curl + " -H 'SSL_CLIENT_CERT: x' -H 'SSL-CLIENT-CERT: x' -H 'X-Forwarded-Proto: ftp'" + nginx.url());
  const std::string behind = run("curl -sS --noproxy '*' http://127.0.0.1:" + std::to_string(front.port()));

  EXPECT_EQ(good, "CN=alice, O=Company, C=DE|https|203.0.113.4|accepted");
  EXPECT_EQ(none, "|https|203.0.113.4|no certificate");
  EXPECT_EQ(forged, "|https|203.0.113.4|no certificate");
  EXPECT_EQ(behind, "|http|127.0.0.1|no certificate");
}

}  // namespace
}  // namespace iflowsim
