#include "app/server/server.h"

#include <optional>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/server/file_fingerprint.h"
#include "app/server/tenant_gate.h"
#include "app/server/tenant_office.h"
#include "app/server/tenant_security.h"
#include "runtime/base/log.h"
#include "security/auth/chain_handler.h"
#include "security/auth/inbound_chain.h"
#include "security/auth/inbound_judge.h"
#include "security/front/front.h"
#include "security/material/certificate_authority.h"
#include "web/management/local_access.h"
#include "web/management/management_server.h"

namespace iflowsim {

namespace {

/// Keeps a second server off the tenant's state for as long as it lives.
class StateLock {
 public:
  static Result<StateLock> take(const std::filesystem::path& state) {
    std::error_code error;
    std::filesystem::create_directories(state, error);
    ::chmod(state.c_str(), S_IRWXU);
    const std::string file = (state / "lock").string();
    StateLock lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (lock.file_ < 0) {
      return failure("SERVER-002", "The state folder " + state.string() + " cannot be written. Make it writable.");
    }
    if (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0) {
      return failure("SERVER-001", "Another server runs on this tenant folder. Stop it, or serve another folder.");
    }
    return lock;
  }

  StateLock(StateLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  StateLock& operator=(StateLock&&) = delete;
  ~StateLock() {
    if (file_ >= 0) ::close(file_);
  }

 private:
  explicit StateLock(int file) : file_(file) {}
  int file_ = -1;
};

std::string shownHost(const std::string& address) {
  return address == "127.0.0.1" ? "localhost" : address;
}

}  // namespace

class Server::Inside {
 public:
  Inside(const TenantConfig& config, const Clock& clock, StateLock lock)
      : config_(config), clock_(clock), lock_(std::move(lock)) {}

  Result<void> start() {
    // Callers check the server's certificate by their own clock, wherever the tenant's is.
    auto authority = CertificateAuthority::open(config_.state / "tls", SystemClock());
    if (!authority) return tl::unexpected(authority.error());
    authority_.emplace(std::move(*authority));
    auto tenant = Tenant::open(config_, clock_);
    if (!tenant) return tl::unexpected(tenant.error());
    tenant_ = std::move(*tenant);
    tenant_->look();
    tls_seen_ = tlsFingerprint();
    if (auto listening = startFronts(); !listening) return listening;
    return startManagement();
  }

  void stop() {
    const auto drain = config_.engine.runtime.drain;
    if (management_) management_->stop();
    if (front_) front_->stop(drain);
    if (plain_front_) plain_front_->stop(drain);
    // The chain's workers finish what was queued before the engine goes.
    front_.reset();
    plain_front_.reset();
    handler_.reset();
    chain_.reset();
    judge_.reset();
    if (tenant_) tenant_->close();
  }

  /// The tenant's list, and the authority of the service keys that the tenant makes certificates for.
  std::vector<std::filesystem::path> trustedRoots() const {
    return {config_.folder / "security" / "trusted-cas", config_.state / "security" / "key-authority.pem"};
  }

  /// `<name>.pem` with `<name>.key` beside it.
  std::vector<ServerCertificate> namedCertificates() const {
    std::vector<ServerCertificate> certificates;
    std::error_code error;
    const auto folder = config_.folder / "security" / "server-certificates";
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
      std::filesystem::path key = entry.path();
      key.replace_extension(".key");
      if (entry.path().extension() == ".pem") certificates.push_back({entry.path().string(), key.string()});
    }
    return certificates;
  }

  TlsOptions tlsOptions() const {
    return {
        .certificate_chain = authority_->serverChain().string(),
        .private_key = authority_->serverKey().string(),
        .named = namedCertificates(),
        .trusted_roots = trustedRoots(),
        .untrusted = config_.reject_untrusted ? TlsOptions::Untrusted::RejectHandshake : TlsOptions::Untrusted::Drop};
  }

  /// Everything that the TLS of callers depends on.
  std::string tlsFingerprint() const {
    std::string all = fileFingerprint(config_.folder / "security" / "server-certificates");
    for (const auto& place : trustedRoots()) all += fileFingerprint(place);
    return all;
  }

  void look() {
    tenant_->look();
    std::string now = tlsFingerprint();
    if (now == tls_seen_) return;
    tls_seen_ = std::move(now);
    if (const auto changed = front_->setTls(tlsOptions()); !changed) {
      log::error(changed.error().code + ' ' + changed.error().text);
    }
  }

  std::string url(const char* scheme, std::uint16_t port) const {
    return std::string(scheme) + "://" + shownHost(config_.bind) + ':' + std::to_string(port);
  }

  Result<void> startFronts() {
    TenantSecurity& security = tenant_->security();
    InboundJudge::Options options_of_judge = judgeOptions(config_);
    options_of_judge.roles = security.roles();
    if (config_.unavailable_while_redeploying) {
      options_of_judge.redeploying = [&flows = tenant_->engine().deployments()](std::string_view path) {
        return flows.isRedeploying(path);
      };
    }
    judge_ = std::make_unique<InboundJudge>(
        InboundJudge::Sources{tenant_->engine().endpoints(), security.passwords(), security.tokens(),
                              security.identities(), security.csrf(), security.decisions()},
        std::move(options_of_judge));
    chain_ = std::make_unique<InboundChain>(
        *judge_, InboundChain::Options{.workers = {.threads = config_.workers, .queue = config_.worker_queue},
                                       .access = security.access()});
    handler_ = std::make_unique<ChainHandler>(*chain_);
    FrontOptions options = frontOptions(config_.runtime_port);
    options.tls = tlsOptions();
    front_ = std::make_unique<Front>(std::move(options), *handler_);
    if (auto listening = front_->start(); !listening || !config_.plain_http) return listening;
    FrontOptions plain = frontOptions(config_.http_port);
    plain.trusted_proxies = config_.trusted_proxies;
    plain_front_ = std::make_unique<Front>(std::move(plain), *handler_);
    return plain_front_->start();
  }

  FrontOptions frontOptions(std::uint16_t port) const {
    FrontOptions options;
    options.address = config_.bind;
    options.clock = &clock_;
    options.port = port;
    options.limits = config_.limits;
    options.spool_threshold = config_.engine.runtime.body.spool_threshold;
    options.spool_directory = config_.engine.runtime.body.directory;
    return options;
  }

  Result<void> startManagement() {
    auto secret = openSecret(config_.state);
    if (!secret) return tl::unexpected(secret.error());
    office_ = std::make_unique<TenantOffice>(*tenant_);
    TenantSecurity& security = tenant_->security();
    gate_ = std::make_unique<TenantGate>(
        TenantGate::Sources{security.identities(), security.passwords(), security.tokens(), security.decisions()},
        TokenDesk::Options{.reason_in_reply = config_.reason_in_reply});
    management_ = std::make_unique<ManagementServer>(
        ManagementServer::Options{.address = config_.bind,
                                  .port = config_.management_port,
                                  .certificate_chain = authority_->serverChain(),
                                  .private_key = authority_->serverKey(),
                                  .secret = std::move(*secret)},
        ManagedTenant{tenant_->engine().deployments(), *office_, tenant_->logReader(), tenant_->logCleaner(),
                      security.identities(), security.decisions(), *gate_, url("https", front_->port())});
    if (auto listening = management_->start(); !listening) return listening;
    return writeManagementUrl(config_.state, url("https", management_->port()));
  }

  const TenantConfig config_;
  const Clock& clock_;
  StateLock lock_;
  std::optional<CertificateAuthority> authority_;
  std::unique_ptr<Tenant> tenant_;
  std::unique_ptr<InboundJudge> judge_;
  std::unique_ptr<InboundChain> chain_;
  std::unique_ptr<ChainHandler> handler_;
  std::unique_ptr<Front> front_;
  std::unique_ptr<Front> plain_front_;
  std::unique_ptr<TenantOffice> office_;
  std::unique_ptr<TenantGate> gate_;
  std::unique_ptr<ManagementServer> management_;
  /// What the TLS of callers depended on at the last look.
  std::string tls_seen_;
};

Result<std::unique_ptr<Server>> Server::start(const TenantConfig& config, const Clock& clock) {
  auto lock = StateLock::take(config.state);
  if (!lock) return tl::unexpected(lock.error());
  auto inside = std::make_unique<Inside>(config, clock, std::move(*lock));
  if (const auto started = inside->start(); !started) return tl::unexpected(started.error());
  return std::unique_ptr<Server>(new Server(std::move(inside)));
}

Server::Server(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

Server::~Server() {
  stop();
}

std::string Server::runtimeUrl() const {
  return inside_->url("https", inside_->front_->port());
}

std::string Server::managementUrl() const {
  return inside_->url("https", inside_->management_->port());
}

std::string Server::plainUrl() const {
  return inside_->plain_front_ ? inside_->url("http", inside_->plain_front_->port()) : "";
}

std::filesystem::path Server::authority() const {
  return inside_->authority_->certificate();
}

bool Server::authorityIsNew() const {
  return inside_->authority_->isNew();
}

void Server::look() {
  inside_->look();
}

Tenant& Server::tenant() {
  return *inside_->tenant_;
}

void Server::stop() {
  inside_->stop();
}

}  // namespace iflowsim
