#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

struct _xmlDoc;

namespace iflowsim::soap {

/// Gives the bytes of the part of that content id, or none when there is no such part.
using PartLookup = std::function<Result<std::optional<std::string>>(std::string_view content_id)>;

/// Replaces every xop:Include in the document by the base64 of its part. `XOP-001` with what is wrong and what to do: a
/// reference to something else than a part (nothing is ever fetched), a missing part, or more than `limit` bytes of
/// parts together, where a part counts as often as it is included. Source: XOP 1.0, section 4.2.
Result<void> includeParts(_xmlDoc* document, const PartLookup& part, std::size_t limit);

}  // namespace iflowsim::soap
