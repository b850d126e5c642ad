#include "runtime/script/java_host.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include <Poco/Exception.h>
#include <Poco/Pipe.h>
#include <Poco/Process.h>
#include <poll.h>
#include <unistd.h>

#include "runtime/base/log.h"
#include "runtime/base/text.h"

namespace iflowsim::script {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kStartTime{60};
constexpr std::chrono::seconds kEndTime{5};
constexpr std::string_view kReady = "ready 1";

tl::unexpected<Error> cannot(const std::string& what) {
  return failure("SCRIPT-005", "Scripts cannot run: " + what);
}

/// Level, message id, flow id, script, text, apart by tabs; lines of the virtual machine itself have none.
void logLine(std::string_view line) {
  const auto fields = split(line, '\t');
  if (fields.size() != 5) {
    log::warn("The script host says", {{"text", line}});
    return;
  }
  const auto level = fields[0] == "error"  ? log::Level::Error
                     : fields[0] == "warn" ? log::Level::Warning
                                           : log::Level::Info;
  log::write(level, fields[4], {{"message", fields[1]}, {"flow", fields[2]}, {"script", fields[3]}});
}

/// A folder of its own, which nobody else may enter, for the socket.
class PrivateFolder {
 public:
  PrivateFolder() : path_((fs::temp_directory_path() / "iflowsim-scripts-XXXXXX").string()) {
    if (::mkdtemp(path_.data()) == nullptr) path_.clear();
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class JavaHost final : public HostProcess {
 public:
  ~JavaHost() override { end(); }

  Result<void> start(const JavaHostOptions& options) {
    if (folder_.path().empty()) return cannot("no temporary folder can be made.");
    socket_path_ = folder_.path() + "/host";
    Poco::Process::Args arguments{
        "-Xmx" + std::to_string(options.heap_limit) + 'm',
        '@' + options.arguments_file.string(),
        "--socket",
        socket_path_,
        "--scratch",
        (options.scratch.empty() ? fs::path(folder_.path()) / "files" : options.scratch).string()};
    if (options.allow_network) arguments.emplace_back("--allow-network");
    try {
      process_.emplace(Poco::Process::launch(options.java, arguments, &input_, &output_, &errors_));
    } catch (const Poco::Exception& error) {
      return cannot(options.java + " cannot be started: " + error.displayText() + '.');
    }
    reader_ = std::thread([this] { readErrors(); });
    if (readLine() == kReady) return {};
    return cannot("the script host did not come up; its words are in the log. Is " + options.java +
                  " a Java 17 (package openjdk-17-jre-headless)?");
  }

  const std::string& socketPath() const override { return socket_path_; }
  bool isAlive() const override {
    const std::lock_guard lock(mutex_);
    return !ended_;
  }
  void kill() override {
    const std::lock_guard lock(mutex_);
    if (!ended_ && process_) ::kill(process_->id(), SIGKILL);
  }

 private:
  /// Goes on until the process closes its end, which it does when it ends.
  void readErrors() {
    std::string rest;
    std::array<char, 4096> buffer{};
    for (ssize_t got = 1; got > 0 || (got < 0 && errno == EINTR);) {
      got = ::read(errors_.readHandle(), buffer.data(), buffer.size());
      if (got <= 0) continue;
      rest.append(buffer.data(), static_cast<std::size_t>(got));
      for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
        logLine(std::string_view(rest).substr(0, end));
        rest.erase(0, end + 1);
      }
    }
    const int code = process_->wait();
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
    log::debug("The script host ended", {{"code", std::to_string(code)}});
  }

  std::string readLine() {
    std::string line;
    const auto end = std::chrono::steady_clock::now() + kStartTime;
    for (char c = 0; c != '\n';) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
      pollfd wanted{output_.readHandle(), POLLIN, 0};
      if (left.count() <= 0 || ::poll(&wanted, 1, static_cast<int>(left.count())) <= 0) return line;
      if (::read(output_.readHandle(), &c, 1) != 1) return line;
      if (c != '\n') line += c;
    }
    return line;
  }

  /// Closing its input tells it to end.
  void end() {
    if (!process_) return;
    input_.close();
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait_for(lock, kEndTime, [this] { return ended_; })) ::kill(process_->id(), SIGKILL);
    }
    reader_.join();
  }

  PrivateFolder folder_;
  std::string socket_path_;
  Poco::Pipe input_;
  Poco::Pipe output_;
  Poco::Pipe errors_;
  std::optional<Poco::ProcessHandle> process_;
  std::thread reader_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool ended_ = false;
};

}  // namespace

Result<std::unique_ptr<HostProcess>> startJavaHost(const JavaHostOptions& options) {
  std::error_code error;
  if (options.arguments_file.empty() || !fs::exists(options.arguments_file, error)) {
    return cannot(
        "this program was built without the script host. Build it with a JDK (package default-jdk-headless).");
  }
  if (!options.scratch.empty()) fs::create_directories(options.scratch, error);
  if (error) return cannot(options.scratch.string() + " cannot be made: " + error.message() + '.');
  auto host = std::make_unique<JavaHost>();
  if (auto started = host->start(options); !started) return tl::unexpected(started.error());
  return host;
}

}  // namespace iflowsim::script
