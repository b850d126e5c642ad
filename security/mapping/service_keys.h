#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/base/clock.h"
#include "security/mapping/key_uses.h"
#include "security/mapping/stored_password.h"
#include "security/material/certificate.h"

namespace iflowsim {

/// `integration-flow`: its keys call flows. `api`: its keys call the management API.
enum class ServicePlan { IntegrationFlow, Api };

/// An instance of the service Process Integration Runtime. Source: runtime-behaviour 1.5.
struct ServiceInstance {
  std::string name;
  ServicePlan plan = ServicePlan::IntegrationFlow;
  /// What every key of the instance may do.
  std::vector<std::string> roles{"ESBMessaging.send"};
  std::vector<std::string> grant_types{"client_credentials"};
  std::vector<std::string> redirect_uris;
  /// Life of its access tokens, 3600 to 86400 s.
  std::chrono::seconds token_lifetime{3600};
  /// The tenant's file it stands in; empty when it was entered at run time.
  std::string origin;
};

/// `certificate`: the tenant made key pair and certificate; `certificate_external`: somebody else did.
enum class KeyType { ClientSecret, Certificate, ExternalCertificate };

/// `client_secret`, `certificate`, `certificate_external`.
std::string_view toText(KeyType type);

/// A key of a service instance.
struct ServiceKey {
  std::string name;
  /// Name of its instance.
  std::string instance;
  KeyType type = KeyType::ClientSecret;
  /// Unique in the tenant; the user name of whoever calls with the key.
  std::string client_id;
  /// No password unless the type is client_secret.
  StoredPassword secret = {};
  /// Null for the type client_secret.
  CertificatePtr certificate = {};
  /// Exactly that certificate; otherwise any with the same subject and issuer, newer ones superseding older ones.
  bool pinned = true;
  TimePoint created_at = {};
  std::string origin = {};
};

enum class KeyOutcome {
  Found,
  NoKey,
  /// Several unpinned keys, or a pinned and an unpinned one, have the names of the certificate.
  Conflict,
  /// A newer certificate of the same key was used already.
  Superseded,
  /// Which certificate was used last is not known or cannot be written down.
  Unrecorded,
};

/// What became of a certificate among the service keys.
struct KeyMatch {
  KeyOutcome outcome = KeyOutcome::NoKey;
  /// Set when found; valid as long as the ServiceKeys.
  const ServiceKey* key = nullptr;
  /// Why none was found, for the operator; empty when found.
  std::string reason = {};
};

/// The service instances and keys of a tenant at one moment. Immutable but for what `uses` remembers; thread-safe.
class ServiceKeys {
 public:
  /// None.
  ServiceKeys() = default;
  /// Names, client ids and certificates must be unique, and every key's instance present. `uses` must not be null when
  /// one of the keys is unpinned.
  ServiceKeys(std::vector<ServiceInstance> instances, std::vector<ServiceKey> keys, std::shared_ptr<KeyUses> uses);

  /// The key that a client certificate belongs to. Takes a few looks into tables; the first use of a renewed
  /// certificate of an unpinned key writes a file besides. Source: runtime-behaviour 1.5, 1.7 rows 9 and 10.
  KeyMatch match(const Certificate& certificate) const;

  /// Null when there is none. Valid as long as this object.
  const ServiceKey* findClient(std::string_view client_id) const;
  const ServiceKey* findKey(std::string_view instance, std::string_view name) const;
  const ServiceKey* findCertificate(const Fingerprint& certificate) const;
  const ServiceInstance* findInstance(std::string_view name) const;

  const std::vector<ServiceInstance>& instances() const { return instances_; }
  const std::vector<ServiceKey>& keys() const { return keys_; }

 private:
  struct Namesakes {
    std::vector<std::size_t> pinned;
    std::vector<std::size_t> unpinned;
  };

  KeyMatch matchNamesakes(const Certificate& certificate, const Namesakes& namesakes) const;
  KeyMatch matchPinned(const Certificate& certificate, const Namesakes& namesakes) const;
  KeyMatch matchUnpinned(const Certificate& certificate, const ServiceKey& key) const;

  std::vector<ServiceInstance> instances_;
  std::vector<ServiceKey> keys_;
  std::shared_ptr<KeyUses> uses_;
  std::map<std::string, std::size_t, std::less<>> by_instance_;
  std::map<std::string, std::size_t, std::less<>> by_client_;
  /// Subject, then issuer.
  std::map<std::string, std::map<std::string, Namesakes, std::less<>>, std::less<>> by_names_;
};

}  // namespace iflowsim
