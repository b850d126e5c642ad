#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "iflows/bundle/read_budget.h"
#include "iflows/model/resources.h"
#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// Whether the bytes begin like a zip.
bool looksLikeZip(std::string_view bytes);

/// Unpacks a zip into memory; directory entries are left out, `\` in names becomes `/`. Nothing when any entry is not
/// acceptable, with every reason reported at `<label>!<entry>`: `ZIP-001` damaged or truncated, `ZIP-002` a name that
/// leaves the archive, `ZIP-003` a name used twice, `ZIP-004` encrypted, `ZIP-005` an entry that cannot be unpacked;
/// `LIMIT-001` to `LIMIT-004` and `LIMIT-010` when a limit is exceeded, which ends the reading at once.
std::optional<Resources> readZip(std::string_view bytes, const std::string& label, ReadBudget& budget,
                                 Diagnostics& diagnostics);

}  // namespace iflowsim
