#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "runtime/spi/stores.h"

namespace iflowsim {

/// Number ranges that end with the process, for tests.
class MemoryNumberRangeStore final : public NumberRangeStore {
 public:
  void define(const NumberRange& range) override;
  Result<std::string> next(const std::string& name) override;
  Result<std::string> nextFor(const std::string& name, const std::string& key) override;

 private:
  struct State {
    NumberRange range;
    std::int64_t next = 0;
    std::map<std::string, std::string> drawn;
  };

  std::mutex mutex_;
  std::map<std::string, State> ranges_;
};

}  // namespace iflowsim
