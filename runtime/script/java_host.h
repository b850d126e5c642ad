#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "runtime/base/result.h"
#include "runtime/script/host_output.h"
#include "runtime/script/host_process.h"

namespace iflowsim::script {

/// How the Java process of the host is started.
struct JavaHostOptions {
  /// The program; found on the path when it is no path itself.
  std::string java = "java";
  /// `script_host.args` of the build: class path, main class, options of the virtual machine.
  std::filesystem::path arguments_file;
  /// The only folder that scripts write to; made when it is missing. Empty: one that goes with the process.
  std::filesystem::path scratch;
  /// Where compiled scripts are kept for the next start; made when it is missing. Empty: they are compiled each time.
  std::filesystem::path cache = {};
  /// Mebibytes.
  int heap_limit = 256;
  bool allow_network = false;
  /// Takes its log lines, on a thread of the host; none: the log of the server.
  HostOutput::Log log = nullptr;
};

/// Starts the process and waits until it listens. `SCRIPT-005` when there is
/// no Java, no host, or it does not come up.
Result<std::unique_ptr<HostProcess>> startJavaHost(const JavaHostOptions& options);

}  // namespace iflowsim::script
