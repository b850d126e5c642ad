#include "runtime/script/tenant_services.h"

#include "runtime/base/flow_error.h"
#include "runtime/base/text.h"

namespace iflowsim::script {

namespace {

std::string argument(const ValueList& arguments, std::size_t index) {
  return index < arguments.size() ? arguments[index].toText() : std::string();
}

Value userCredential(const TenantServices& tenant, const std::string& alias) {
  const auto credential = tenant.credentials.userCredential(alias);
  if (!credential) {
    throw FlowError("com.sap.it.api.securestore.exception.SecureStoreException",
                    "Could not fetch the credential for alias " + alias);
  }
  return Value::map({{"username", credential->user},
                     {"password", credential->password},
                     {"properties", Value::map({{"id", alias}, {"user", credential->user}})}});
}

Value keystoreAnswer(const TenantServices& tenant, std::string_view method, const ValueList& arguments) {
  if (method == "getTrusted") return join(tenant.keystore.trusted(), "\n");
  const auto pair = tenant.keystore.keyPair(argument(arguments, 0));
  if (method == "getKey") return pair ? Value(pair->private_key) : Value();
  if (pair) return pair->certificates;
  const auto certificate = tenant.keystore.certificate(argument(arguments, 0));
  return certificate ? Value(*certificate) : Value();
}

Value nextNumber(const TenantServices& tenant, const std::string& name) {
  auto number = tenant.number_ranges.next(name);
  if (!number) throw FlowError("com.sap.it.api.nrc.exception.NumberRangeConfigException", number.error().text);
  return *std::move(number);
}

}  // namespace

Value answer(const TenantServices& tenant, std::string_view service, std::string_view method,
             const ValueList& arguments) {
  if (service == "SecureStoreService" && method == "getUserCredential") {
    return userCredential(tenant, argument(arguments, 0));
  }
  if (service == "KeystoreService") return keystoreAnswer(tenant, method, arguments);
  if (service == "NumberRangeConfigurationService") return nextNumber(tenant, argument(arguments, 0));
  throw FlowError("com.sap.it.api.exception.ITApiRuntimeException",
                  "The tenant does not answer " + std::string(service) + '.' + std::string(method) + '.');
}

}  // namespace iflowsim::script
