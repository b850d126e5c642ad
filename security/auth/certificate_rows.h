#pragma once

#include <vector>

#include "runtime/spi/endpoint.h"
#include "security/material/certificate.h"

namespace iflowsim {

/// Whether subject and issuer of the certificate equal those of one row, compared as distinguished names; with
/// `reversed` also names written from the other end. A row that cannot be read matches nothing.
/// Source: runtime-behaviour 1.3.
bool matchesRow(const Certificate& certificate, const std::vector<DnPair>& rows, bool reversed);

}  // namespace iflowsim
