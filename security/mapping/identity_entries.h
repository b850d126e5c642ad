#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "security/mapping/service_keys.h"
#include "security/material/certificate.h"

/// What people enter at run time: the input of IdentityStore.
namespace iflowsim {

struct UserEntry {
  std::string name;
  /// In clear; absent: the one he has stays, and a new user has none.
  std::optional<std::string> password = {};
  std::vector<std::string> groups = {};
  std::vector<std::string> roles = {};
};

struct GroupEntry {
  std::string name;
  std::vector<std::string> roles = {};
};

struct RoleEntry {
  std::string name;
  std::string description = {};
};

struct MappingEntry {
  /// At most 150 characters; empty where a change leaves it.
  std::string user;
  /// Null where a change leaves it.
  CertificatePtr certificate;
};

/// What a new service key shall be. Source: runtime-behaviour 1.5.
struct KeyOrder {
  std::string instance;
  std::string name;
  KeyType type = KeyType::ClientSecret;
  /// For certificate_external: the leaf.
  CertificatePtr certificate = {};
  bool pinned = true;
  /// For the type certificate: 1 to 365 days, and bits of its RSA key (2048).
  int validity_days = 365;
  int key_length = 2048;
  /// What the key's document says: where flows answer, and the token endpoint.
  std::string url = {};
  std::string token_url = {};
};

struct CreatedKey {
  ServiceKey key;
  /// The service key as clients read it, JSON: `{"oauth":{"clientid":...,"clientsecret":...,"url":...,"tokenurl":...,
  /// "createdate":...}}`, or with certificate and private key. Source: management-api 1.2, runtime-behaviour 1.5.
  std::string document;
};

struct OAuthClientEntry {
  /// Empty: one is made up.
  std::string id = {};
  std::string name = {};
  /// In clear; absent: a new client gets one made up, an existing one keeps his.
  std::optional<std::string> secret = {};
  std::chrono::seconds token_lifetime{3600};
};

struct CreatedClient {
  std::string id;
  /// In clear when it was given or made up by this call; empty when the old one stays.
  std::string secret;
};

}  // namespace iflowsim
