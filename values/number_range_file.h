#pragma once

#include <filesystem>

#include "runtime/base/diagnostic.h"
#include "runtime/spi/stores.h"

namespace iflowsim {

/// Defines the number ranges of `values/number_ranges.yaml` in the store; without the file it does nothing. With an
/// error none is defined: those of `YamlReader`, `VALUES-004` a range stands twice, `VALUES-005` bounds that the
/// product refuses. Source: runtime-behaviour 6.6.
Diagnostics loadNumberRanges(const std::filesystem::path& file, NumberRangeStore& store);

}  // namespace iflowsim
