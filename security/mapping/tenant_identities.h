#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "security/mapping/certificate_mappings.h"
#include "security/mapping/oauth_clients.h"
#include "security/mapping/service_keys.h"
#include "security/mapping/user_directory.h"
#include "security/mapping/user_records.h"
#include "security/material/certificate.h"

namespace iflowsim {

/// Which of the product's security models the tenant has.
enum class SecurityMode { Neo, CloudFoundry };

/// Who a certificate belongs to.
struct Identified {
  /// Keeps the identities alive. Null when it is nobody's.
  std::shared_ptr<const User> user;
  /// Why it is nobody's, a sentence for the operator and never for the caller; empty otherwise.
  std::string reason = {};
  /// What matched; both null when nothing did. Valid as long as the identities.
  const CertificateMapping* mapping = nullptr;
  const ServiceKey* key = nullptr;
  /// How the look among the service keys ended; Found and NoKey in mode neo.
  KeyOutcome outcome = KeyOutcome::NoKey;
};

/// Everybody a tenant knows at one moment: a change makes a new object. Immutable, thread-safe; made by IdentityStore.
class TenantIdentities : public std::enable_shared_from_this<TenantIdentities> {
 public:
  struct Parts {
    SecurityMode mode = SecurityMode::Neo;
    std::shared_ptr<const UserDirectory> users = std::make_shared<UserDirectory>();
    std::vector<UserRecord> user_records = {};
    std::vector<GroupRecord> groups = {};
    std::vector<RoleRecord> roles = {};
    std::shared_ptr<const CertificateMappings> mappings = std::make_shared<CertificateMappings>();
    std::shared_ptr<const ServiceKeys> keys = std::make_shared<ServiceKeys>();
    std::shared_ptr<const OAuthClients> clients = std::make_shared<OAuthClients>();
    /// What `basicUsers` answers; null: made from users and keys. Handed on from the identities before when neither
    /// changed, so that verified passwords are not forgotten for a new mapping.
    std::shared_ptr<const UserDirectory> basic_users = nullptr;
  };

  static std::shared_ptr<const TenantIdentities> make(Parts parts);

  /// In mode neo through the certificate-to-user mapping; the user need not exist and has no roles then. In mode cf
  /// through the service keys; the user is named by the client id and has the roles of the instance. Some hundred
  /// nanoseconds, for the reactor's thread; see ServiceKeys::match for the one exception. Takes the certificate as it
  /// is: whether it is trusted and valid was judged by the load balancer. Source: runtime-behaviour 1.4, 1.5, 1.7.
  Identified userOfCertificate(const Certificate& certificate) const;

  /// Who calls with a token of that client: in mode neo an OAuth client (`oauth_client_<id>` with the roles that the
  /// users say), in mode cf a service key. Null when there is no such client (any more).
  std::shared_ptr<const User> userOfClient(std::string_view client_id) const;

  /// OAuthClient::registration in mode neo; empty in mode cf, where a client id is never given twice. Null when there
  /// is no such client.
  const std::string* registrationOf(std::string_view client_id) const;

  /// Who may call with user and password: the users, in mode cf also the client ids of keys with a secret. Of a user
  /// and a key with one name it is the user. The same object as in the identities before when none of these changed.
  const std::shared_ptr<const UserDirectory>& basicUsers() const { return basic_users_; }

  const Parts& parts() const { return parts_; }
  SecurityMode mode() const { return parts_.mode; }
  const UserDirectory& users() const { return *parts_.users; }
  const CertificateMappings& mappings() const { return *parts_.mappings; }
  const ServiceKeys& keys() const { return *parts_.keys; }
  const OAuthClients& oauthClients() const { return *parts_.clients; }
  /// For lists, by name.
  const std::vector<UserRecord>& userRecords() const { return parts_.user_records; }
  const std::vector<GroupRecord>& groups() const { return parts_.groups; }
  /// Predefined ones, entered ones, and those that the tenant's files give to somebody.
  const std::vector<RoleRecord>& roles() const { return parts_.roles; }

 private:
  explicit TenantIdentities(Parts parts);

  std::shared_ptr<const User> shared(const User& user) const { return {shared_from_this(), &user}; }
  const User& userNamed(const std::string& name) const;

  const Parts parts_;
  /// Users by client id, in mode cf.
  std::map<std::string, User, std::less<>> key_users_;
  /// Users that mappings and OAuth clients name and that exist nowhere else.
  std::map<std::string, User, std::less<>> roleless_;
  std::shared_ptr<const UserDirectory> basic_users_;
};

}  // namespace iflowsim
