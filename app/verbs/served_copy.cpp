#include "app/verbs/served_copy.h"

#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include <Poco/Exception.h>
#include <Poco/Pipe.h>
#include <Poco/PipeStream.h>
#include <Poco/Process.h>
#include <unistd.h>

#include "lab/certs/certificate_lab.h"
#include "runtime/base/clock.h"

namespace iflowsim {

namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot(const std::string& what) {
  return failure("EXPERIMENT-002", "The tenant of the experiment cannot be served: " + what);
}

/// The port in `ready runtime=https://localhost:40123 management=...`.
std::optional<std::uint16_t> runtimePortOf(const std::string& line) {
  constexpr std::string_view kStart = "ready runtime=https://localhost:";
  if (!line.starts_with(kStart)) return std::nullopt;
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(line.data() + kStart.size(), line.data() + line.size(), port);
  return error == std::errc() && *end == ' ' ? std::optional(port) : std::nullopt;
}

std::string textOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

class ServedCopy::Inside {
 public:
  ~Inside() {
    end();
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_.parent_path(), ignored);
  }

  Result<void> copy(const fs::path& tenant) {
    std::string work = fs::temp_directory_path() / "iflowsim-experiment-XXXXXX";
    if (::mkdtemp(work.data()) == nullptr) return cannot("no temporary folder can be made. Make room in " + work + '.');
    folder_ = fs::path(work) / "tenant";
    std::error_code error;
    fs::copy(tenant, folder_, fs::copy_options::recursive, error);
    if (error) return cannot(tenant.string() + " cannot be copied: " + error.message() + '.');
    for (const char* made : {".iflowsim", "certs", "parameters"}) fs::remove_all(folder_ / made, error);
    const TimePoint now = SystemClock().now();
    const auto lab = makeCertificateLab(folder_, {.now = now, .callers_now = now});
    return lab ? Result<void>() : tl::unexpected(lab.error());
  }

  Result<void> serve() {
    const fs::path program = fs::read_symlink("/proc/self/exe");
    const std::string log = (folder_.parent_path() / "log").string();
    // A shell puts the log into a file, where it cannot block the server.
    const std::string command =
        "exec \"$0\" serve \"$1\" -D ports.runtime=0 -D ports.management=0 -D watch.interval_ms=100 "
        "-D clock.offset=0s 2>\"$2\"";
    const Poco::Process::Args arguments{"-c", command, program.string(), folder_.string(), log};
    Poco::Pipe out;
    try {
      process_.emplace(Poco::Process::launch("/bin/sh", arguments, nullptr, &out, nullptr));
    } catch (const Poco::Exception& error) {
      return cannot("a second process cannot be started: " + error.displayText() + '.');
    }
    Poco::PipeInputStream lines(out);
    std::string line;
    std::getline(lines, line);
    if (const auto port = runtimePortOf(line)) {
      port_ = *port;
      return {};
    }
    return cannot("its server said '" + line + "' and logged:\n" + textOf(log));
  }

  void end() {
    if (!process_) return;
    try {
      Poco::Process::requestTermination(process_->id());
    } catch (const Poco::Exception&) {
      // It ended by itself; waiting takes it away.
    }
    process_->wait();
    process_.reset();
  }

  const fs::path& folder() const { return folder_; }
  std::uint16_t port() const { return port_; }

 private:
  fs::path folder_;
  std::uint16_t port_ = 0;
  std::optional<Poco::ProcessHandle> process_;
};

Result<std::unique_ptr<ServedCopy>> ServedCopy::start(const fs::path& tenant) {
  auto inside = std::make_unique<Inside>();
  if (auto copied = inside->copy(tenant); !copied) return tl::unexpected(copied.error());
  if (auto served = inside->serve(); !served) return tl::unexpected(served.error());
  return std::unique_ptr<ServedCopy>(new ServedCopy(std::move(inside)));
}

ServedCopy::ServedCopy(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

ServedCopy::~ServedCopy() = default;

const fs::path& ServedCopy::folder() const {
  return inside_->folder();
}

std::uint16_t ServedCopy::runtimePort() const {
  return inside_->port();
}

}  // namespace iflowsim
