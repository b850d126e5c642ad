#include "runtime/script/tenant_services.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/base/flow_error.h"
#include "runtime/base/text.h"

namespace iflowsim::script {

namespace {

/// The arguments of a call as texts; null and missing ones are none.
class Arguments {
 public:
  explicit Arguments(const ValueList& values) : values_(values) {}

  bool isNull(std::size_t index) const { return index >= values_.size() || values_[index].isNull(); }
  std::string text(std::size_t index) const { return isNull(index) ? std::string() : values_[index].toText(); }

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
  auto number = tenant.number_ranges.next(arguments.text(0));
  if (!number) throw FlowError("com.sap.it.api.nrc.exception.NumberRangeConfigException", number.error().text);
  return *std::move(number);
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
