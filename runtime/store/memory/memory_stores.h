#pragma once

#include "runtime/spi/stores.h"
#include "runtime/store/memory/memory_data_store.h"
#include "runtime/store/memory/memory_number_range_store.h"
#include "runtime/store/memory/memory_variable_store.h"

namespace iflowsim {

/// The stores of a tenant that forgets everything: flow specs, `check` and `script`. Neither copied nor moved, for
/// `all` refers to the others. Thread-safe.
struct MemoryStores {
  MemoryStores() = default;
  MemoryStores(const MemoryStores&) = delete;
  MemoryStores& operator=(const MemoryStores&) = delete;

  MemoryVariableStore variables;
  MemoryNumberRangeStore number_ranges;
  MemoryDataStore data_stores;
  Stores all{variables, number_ranges, data_stores};
};

}  // namespace iflowsim
