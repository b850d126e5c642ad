#pragma once

#include <array>
#include <string_view>

#include "runtime/base/clock.h"
#include "runtime/message/value.h"
#include "runtime/spi/credentials.h"
#include "runtime/spi/keystore.h"
#include "runtime/spi/partner_directory.h"
#include "runtime/spi/stores.h"
#include "runtime/spi/value_mappings.h"

namespace iflowsim::script {

/// What scripts may ask of the tenant. All members outlive the host, and are thread-safe.
struct TenantServices {
  CredentialStore& credentials;
  Keystore& keystore;
  Stores& stores;
  const ValueMappings& value_mappings;
  const PartnerDirectory& partners;
  const Clock& clock;
};

/// Services that are answered from the message a script works on, and not by `answer`.
inline constexpr const char* kSimpleLanguage = "SimpleLanguage";
inline constexpr const char* kB2bMonitor = "B2BMonitoringApi";

/// The services that are answered; the host refuses the others itself.
inline constexpr std::array kTenantServices = {"SecureStoreService",
                                               "KeystoreService",
                                               "ValueMappingApi",
                                               "PartnerDirectoryService",
                                               "NumberRangeConfigurationService",
                                               "DataStoreService",
                                               kSimpleLanguage,
                                               kB2bMonitor};

/// Answers a script that calls a service, but for those of its message: SimpleService and `noteMonitorEvent` answer
/// them. Throws FlowError, which the script sees as the Java exception it names. Methods and arguments are those of
/// docs/adr/0008-script-host.md, "Services". Source: script-api section 4.
Value answer(const TenantServices& tenant, std::string_view service, std::string_view method,
             const ValueList& arguments);

}  // namespace iflowsim::script
