#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/base/clock.h"

namespace iflowsim {

/// The access log of the runtime node: a line of every call that was answered,
/// `<ip> - <user or certificate> [<date>] GET <path> HTTP/1.1 <status>`, followed by the id of its decision and, for a
/// refusal, the reason. The product's line ends with the status. The file is written by a thread of its own, a little
/// later, and rotated by size: `access.log`, then `access.log.0` and older ones. Thread-safe. Source:
/// runtime-behaviour 1.7, observed-samples 16.
class AccessLog {
 public:
  struct Options {
    std::filesystem::path file;
    /// Bytes after which a file is put aside.
    std::uint64_t largest = std::uint64_t{10} << 20U;
    /// Files kept besides the present one.
    unsigned kept = 5;
  };
  /// A call as its line tells it; without the query, which may hold a secret.
  struct Call {
    std::string peer;
    /// Name of the user, or subject of the certificate; empty: nobody known.
    std::string who;
    std::string method;
    std::string path;
  };
  struct Outcome {
    int status = 0;
    /// 0: none.
    std::uint64_t decision = 0;
    /// Empty unless refused.
    std::string_view reason = {};
  };

  /// The folder of the file must exist; the clock must outlive the log.
  AccessLog(const Clock& clock, Options options);
  /// Writes what is left.
  ~AccessLog();
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;

  /// Does not wait for the file. Lines are dropped, and counted in the next one written, when more come than the disk
  /// takes.
  void note(const Call& call, const Outcome& outcome);

 private:
  class Writer;
  std::unique_ptr<Writer> writer_;
};

}  // namespace iflowsim
