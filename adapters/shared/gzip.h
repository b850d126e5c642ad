#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/message/body.h"

namespace iflowsim {

enum class InflateOutcome { Done, TooLarge, Malformed };

/// Uncompresses gzip or zlib data into the builder, at most `limit` bytes of it, so that a small request cannot fill
/// the memory. Gzip members that follow each other are one body. Does not throw.
InflateOutcome inflateTo(BodyBuilder& builder, std::string_view compressed, std::uint64_t limit);

/// The body compressed with gzip. Throws std::bad_alloc when zlib has no memory.
Body gzipped(const Body& body, const BodyBuilder::Options& options);

}  // namespace iflowsim
