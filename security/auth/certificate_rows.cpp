#include "security/auth/certificate_rows.h"

#include <algorithm>

#include "security/material/distinguished_name.h"

namespace iflowsim {

namespace {

bool isSameName(const std::string& certified, const std::string& typed, bool reversed) {
  const auto left = DistinguishedName::parse(certified);
  const auto right = DistinguishedName::parse(typed);
  if (!left || !right) return false;
  return *left == *right || (reversed && left->equalsReversed(*right));
}

}  // namespace

bool matchesRow(const Certificate& certificate, const std::vector<DnPair>& rows, bool reversed) {
  return std::any_of(rows.begin(), rows.end(), [&](const DnPair& row) {
    return isSameName(certificate.subject(), row.subject, reversed) &&
           isSameName(certificate.issuer(), row.issuer, reversed);
  });
}

}  // namespace iflowsim
