#include "runtime/script/tenant_services.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/base/flow_error.h"
#include "runtime/base/text.h"
#include "runtime/spi/data_store.h"

namespace iflowsim::script {

namespace {

/// The arguments of a call as texts; null and missing ones are none.
class Arguments {
 public:
  explicit Arguments(const ValueList& values) : values_(values) {}

  bool isNull(std::size_t index) const { return index >= values_.size() || values_[index].isNull(); }
  std::string text(std::size_t index) const { return isNull(index) ? std::string() : values_[index].toText(); }
  template <typename T>
  const T* as(std::size_t index) const {
    return isNull(index) ? nullptr : values_[index].as<T>();
  }

 private:
  const ValueList& values_;
};

/// What a method of a service answers.
using Method = Value (*)(const TenantServices& tenant, const Arguments& arguments);

Value orNull(std::optional<std::string> text) {
  return text ? Value(*std::move(text)) : Value();
}

Value listOf(const std::vector<std::string>& texts) {
  return Value::list({texts.begin(), texts.end()});
}

Value userCredential(const TenantServices& tenant, const Arguments& arguments) {
  const std::string alias = arguments.text(0);
  const auto credential = tenant.credentials.userCredential(alias);
  if (!credential) {
    throw FlowError("com.sap.it.api.securestore.exception.SecureStoreException",
                    "Could not fetch the credential for alias " + alias);
  }
  return Value::map(
      {{"username", credential->user},
       {"password", credential->password},
       {"properties", Value::map({{"id", alias}, {"user", credential->user}, {"sec:credential.kind", "default"}})}});
}

/// Tokens of authorization codes come from a person who logs on; the tenant keeps none.
Value accessToken(const TenantServices& /*tenant*/, const Arguments& arguments) {
  throw FlowError("com.sap.it.api.securestore.exception.CredentialNotFoundException",
                  "Could not fetch the credential for alias " + arguments.text(0));
}

Value certificates(const TenantServices& tenant, const Arguments& arguments) {
  if (auto pair = tenant.keystore.keyPair(arguments.text(0))) return Value(std::move(pair->certificates));
  return orNull(tenant.keystore.certificate(arguments.text(0)));
}

Value privateKey(const TenantServices& tenant, const Arguments& arguments) {
  auto pair = tenant.keystore.keyPair(arguments.text(0));
  return pair ? Value(std::move(pair->private_key)) : Value();
}

Value trusted(const TenantServices& tenant, const Arguments& /*arguments*/) {
  return join(tenant.keystore.trusted(), "\n");
}

Value mappedValue(const TenantServices& tenant, const Arguments& arguments) {
  for (std::size_t i = 0; i < 5; ++i) {
    if (arguments.isNull(i)) return {};
  }
  return orNull(tenant.value_mappings.target({arguments.text(0), arguments.text(1)}, arguments.text(2),
                                             {arguments.text(3), arguments.text(4)}));
}

Value parameter(const TenantServices& tenant, const Arguments& arguments) {
  auto found = tenant.partners.parameter(arguments.text(0), arguments.text(1));
  if (!found) return {};
  if (found->content_type.empty()) return Value(std::move(found->data));
  return Value::map({{"data", Value(std::make_shared<const std::string>(std::move(found->data)))},
                     {"contentType", std::move(found->content_type)}});
}

Value parameterIds(const TenantServices& tenant, const Arguments& arguments) {
  return listOf(tenant.partners.parameterIds(arguments.text(0)));
}

Value partnerId(const TenantServices& tenant, const Arguments& arguments) {
  return orNull(tenant.partners.partnerId(arguments.text(0), arguments.text(1), arguments.text(2)));
}

Value alternativePartnerId(const TenantServices& tenant, const Arguments& arguments) {
  return orNull(tenant.partners.alternativePartnerId(arguments.text(0), arguments.text(1), arguments.text(2)));
}

Value partnerOfUser(const TenantServices& tenant, const Arguments& arguments) {
  return orNull(tenant.partners.partnerOfUser(arguments.text(0)));
}

Value authorizedUsers(const TenantServices& tenant, const Arguments& arguments) {
  return listOf(tenant.partners.users(arguments.text(0)));
}

Value nextNumber(const TenantServices& tenant, const Arguments& arguments) {
  auto number = tenant.stores.number_ranges.next(arguments.text(0));
  if (!number) throw FlowError("com.sap.it.api.nrc.exception.NumberRangeConfigException", number.error().text);
  return *std::move(number);
}

/// Scripts name no flow, so theirs are the global stores.
DataStoreKey keyIn(const Arguments& arguments) {
  return {.scope = "", .store = arguments.text(0), .id = arguments.text(1)};
}

Value readEntry(const TenantServices& tenant, const Arguments& arguments) {
  auto entry = tenant.stores.data_stores.get(keyIn(arguments), tenant.clock.now());
  if (!entry) return {};
  ValueMap headers;
  for (auto& [name, value] : entry->headers) headers.emplace_back(std::move(name), std::move(value));
  return Value::map({{"data", Value(std::make_shared<const std::string>(std::move(entry->data)))},
                     {"headers", Value::map(std::move(headers))}});
}

Value writeEntry(const TenantServices& tenant, const Arguments& arguments) {
  // Where a script gives no time.
  constexpr std::int64_t kDays = 90;
  const auto* data = arguments.as<Value::Bytes>(2);
  const auto* headers = arguments.as<std::shared_ptr<const ValueMap>>(3);
  const auto* overwrite = arguments.as<bool>(4);
  const auto* days = arguments.as<std::int64_t>(5);
  DataStoreWrite entry{.data = data == nullptr ? arguments.text(2) : **data,
                       .overwrite = overwrite != nullptr && *overwrite};
  if (headers != nullptr) {
    for (const auto& [name, value] : **headers) entry.headers.emplace_back(name, value.toText());
  }
  const TimePoint now = tenant.clock.now();
  entry.expires = now + std::chrono::hours{24 * (days == nullptr || *days <= 0 ? kDays : *days)};
  const DataStoreKey key = keyIn(arguments);
  if (tenant.stores.data_stores.put(key, entry, now)) return {};
  throw duplicateEntry(key);
}

Value deleteEntry(const TenantServices& tenant, const Arguments& arguments) {
  tenant.stores.data_stores.remove(keyIn(arguments));
  return {};
}

struct Entry {
  std::string_view service;
  std::string_view method;
  Method answer;
};

constexpr std::array kMethods = {
    Entry{"SecureStoreService", "getUserCredential", userCredential},
    Entry{"SecureStoreService", "getAccessToken", accessToken},
    Entry{"KeystoreService", "getCertificates", certificates},
    Entry{"KeystoreService", "getKey", privateKey},
    Entry{"KeystoreService", "getTrusted", trusted},
    Entry{"ValueMappingApi", "getMappedValue", mappedValue},
    Entry{"PartnerDirectoryService", "getParameter", parameter},
    Entry{"PartnerDirectoryService", "getParameterIds", parameterIds},
    Entry{"PartnerDirectoryService", "getPartnerId", partnerId},
    Entry{"PartnerDirectoryService", "getAlternativePartnerId", alternativePartnerId},
    Entry{"PartnerDirectoryService", "getPartnerIdOfAuthorizedUser", partnerOfUser},
    Entry{"PartnerDirectoryService", "getAuthorizedUsers", authorizedUsers},
    Entry{"NumberRangeConfigurationService", "getNextValue", nextNumber},
    Entry{"DataStoreService", "get", readEntry},
    Entry{"DataStoreService", "put", writeEntry},
    Entry{"DataStoreService", "delete", deleteEntry},
};

}  // namespace

Value answer(const TenantServices& tenant, std::string_view service, std::string_view method,
             const ValueList& arguments) {
  for (const Entry& entry : kMethods) {
    if (entry.service == service && entry.method == method) return entry.answer(tenant, Arguments(arguments));
  }
  throw FlowError("com.sap.it.api.exception.ITApiRuntimeException",
                  "The tenant does not answer " + std::string(service) + '.' + std::string(method) + '.');
}

}  // namespace iflowsim::script
