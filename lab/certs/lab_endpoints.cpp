#include "lab/certs/lab_endpoints.h"

#include <algorithm>

#include "iflows/model/row_table.h"
#include "runtime/base/text.h"
#include "security/material/distinguished_name.h"

namespace iflowsim {

namespace {

std::string calledPath(std::string_view address) {
  constexpr std::string_view kWildcard = "*";
  if (address.ends_with(kWildcard)) return "/http" + std::string(address.substr(0, address.size() - 1)) + "any";
  return "/http" + std::string(address);
}

AccessRule accessOf(const Channel& channel) {
  AccessRule access;
  const std::string_view csrf = trim(channel.properties.get("xsrfProtection"));
  access.csrf_protected = csrf == "1" || equalsIgnoreCase(csrf, "true");
  if (const std::string_view role = trim(channel.properties.get("userRole")); !role.empty()) access.role = role;
  if (!equalsIgnoreCase(trim(channel.properties.get("senderAuthType")), "ClientCertificate")) return access;
  access.kind = AccessRule::Kind::ClientCertificate;
  const auto rows = readRowTable(channel.properties.get("clientCertificates"));
  if (!rows) return access;
  for (const TableRow& row : *rows) {
    access.certificates.push_back(
        {.subject = row.cell("clientCertificate.subjectDN"), .issuer = row.cell("clientCertificate.issuerDN")});
  }
  return access;
}

bool names(std::string_view row, const std::string& name) {
  const auto wanted = DistinguishedName::parse(row);
  const auto presented = DistinguishedName::parse(name);
  return wanted && presented && *wanted == *presented;
}

}  // namespace

std::vector<LabEndpoint> labEndpoints(const FlowModel& flow) {
  std::vector<LabEndpoint> endpoints;
  for (const Channel& channel : flow.channels) {
    if (channel.direction != Direction::Sender || channel.type != "HTTPS") continue;
    const std::string_view address = trim(channel.properties.get("urlPath"));
    if (!address.starts_with('/')) continue;
    endpoints.push_back({.flow = flow.id, .path = calledPath(address), .access = accessOf(channel)});
  }
  return endpoints;
}

bool hasRowFor(const AccessRule& access, const Certificate& certificate) {
  return std::any_of(access.certificates.begin(), access.certificates.end(), [&certificate](const DnPair& row) {
    return names(row.subject, certificate.subject()) && names(row.issuer, certificate.issuer());
  });
}

}  // namespace iflowsim
