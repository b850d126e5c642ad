#pragma once

#include <optional>

#include "iflows/model/flow_model.h"
#include "runtime/spi/build_context.h"
#include "runtime/spi/endpoint.h"

namespace iflowsim {

/// What a caller of an HTTP-type sender channel must be: from `senderAuthType`, `userRole`, `clientCertificates` and
/// `xsrfProtection` of the channel. A channel without `senderAuthType` comes from an old adapter version; its
/// authorization is read from the sender participant (`enableBasicAuthentication` and the certificate names beside it),
/// and a warning says so. Names of certificates are passed on as they stand: comparing them is not the adapter's
/// business. Source: runtime-behaviour 1.3, 2.1, iflow-format 5 and 6.2.
///
/// None when something is wrong; every reason is reported. Errors: `ACCESS-001` unknown authorization, `ACCESS-002` a
/// certificate row without subject or issuer, `ACCESS-003` an unreadable certificate table. Warnings: `ACCESS-004` no
/// certificate is admitted, `ACCESS-005` the authorization stands in the sender participant.
std::optional<AccessRule> readChannelAccess(BuildContext& build, const Channel& channel);

}  // namespace iflowsim
