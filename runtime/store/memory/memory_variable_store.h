#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "runtime/spi/stores.h"

namespace iflowsim {

/// Variables that end with the process, for tests.
class MemoryVariableStore final : public VariableStore {
 public:
  std::optional<std::string> read(const std::string& scope, const std::string& name, TimePoint now) override;
  void write(const std::string& scope, const std::string& name, const std::string& value, TimePoint now,
             TimePoint expires) override;
  void remove(const std::string& scope, const std::string& name) override;

 private:
  struct Variable {
    std::string value;
    TimePoint expires;
  };

  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Variable> variables_;
};

}  // namespace iflowsim
