#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "runtime/base/result.h"

namespace iflowsim {

/// A copy of a tenant in a temporary folder, with a certificate lab of its own, served by a second process of this
/// program on free ports. Both are gone with the object.
class ServedCopy {
 public:
  /// Waits until it is ready. `EXPERIMENT-002` when the tenant cannot be copied or its server does not come up, whose
  /// log is in the text.
  static Result<std::unique_ptr<ServedCopy>> start(const std::filesystem::path& tenant);
  ~ServedCopy();
  ServedCopy(const ServedCopy&) = delete;
  ServedCopy& operator=(const ServedCopy&) = delete;

  const std::filesystem::path& folder() const;
  std::uint16_t runtimePort() const;

 private:
  class Inside;
  explicit ServedCopy(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace iflowsim
