#pragma once

#include <cstdint>
#include <string_view>

namespace iflowsim {

/// Where an id stands in an index: for an id in the form of a message id the second it was made in and four of its
/// random bits, so that new keys arrive nearly in order, which makes them cheap; for other texts a hash. Different ids
/// may have the same key, so a search compares the id too.
std::int64_t logKey(std::string_view id);

}  // namespace iflowsim
