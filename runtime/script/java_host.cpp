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
#include <system_error>
#include <thread>

#include <Poco/Exception.h>
#include <Poco/Pipe.h>
#include <Poco/Process.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/base/log.h"
#include "runtime/script/host_output.h"

namespace iflowsim::script {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kStartTime{60};
constexpr std::chrono::seconds kEndTime{5};

tl::unexpected<Error> cannot(const std::string& what) {
  return failure("SCRIPT-005", "Scripts cannot run: " + what);
}

/// Waits for the process. How it ended, to go on after "it ended".
std::string waitFor(pid_t process) {
  int status = 0;
  pid_t ended = 0;
  do {
    ended = ::waitpid(process, &status, 0);
  } while (ended < 0 && errno == EINTR);
  if (ended < 0) return "without a word";
  if (WIFSIGNALED(status)) return "by signal " + std::to_string(WTERMSIG(status));
  return "with exit code " + std::to_string(WEXITSTATUS(status));
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
    if (!options.cache.empty()) {
      arguments.emplace_back("--cache");
      arguments.push_back(options.cache.string());
    }
    if (options.allow_network) arguments.emplace_back("--allow-network");
    try {
      process_.emplace(Poco::Process::launch(options.java, arguments, &input_, &output_, &errors_));
    } catch (const Poco::Exception& error) {
      return cannot(options.java + " cannot be started: " + error.displayText() + '.');
    }
    reader_ = std::thread([this, log = options.log ? options.log : HostOutput::Log(log::write)] { readAll(log); });
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, kStartTime, [this] { return is_ready_ || has_ended_; });
    if (is_ready_) return {};
    return cannot("the script host did not come up" + (has_ended_ ? " and ended " + how_ : std::string()) +
                  (last_words_.empty() ? "" : ": " + last_words_) + ". Is " + options.java +
                  " a Java 17 (package openjdk-17-jre-headless)?");
  }

  const std::string& socketPath() const override { return socket_path_; }
  bool isAlive() const override { return !is_dead_; }
  bool endsWithin(std::chrono::milliseconds time) const override {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, time, [this] { return has_ended_; });
  }
  std::string endedHow() const override {
    const std::lock_guard lock(mutex_);
    return how_;
  }
  void kill() override {
    const std::lock_guard lock(mutex_);
    if (!has_ended_ && process_) ::kill(process_->id(), SIGKILL);
  }

 private:
  /// Goes on until the process closes both ends, which it does when it ends.
  void readAll(const HostOutput::Log& log) {
    HostOutput output(log);
    std::array<pollfd, 2> pipes{pollfd{errors_.readHandle(), POLLIN, 0}, pollfd{output_.readHandle(), POLLIN, 0}};
    while (pipes[0].fd >= 0 || pipes[1].fd >= 0) {
      if (::poll(pipes.data(), pipes.size(), -1) < 0 && errno != EINTR) break;
      // What is on standard error was written before the line that it is ready: it is read first, to its end.
      while (pipes[0].fd >= 0 && ::poll(pipes.data(), 1, 0) > 0) {
        readSome(pipes[0], [&](std::string_view piece) { output.addErrors(piece); });
      }
      if (pipes[1].revents != 0) readSome(pipes[1], [&](std::string_view piece) { output.addOutput(piece); });
      noteProgress(output);
    }
    noteEnd(waitFor(process_->id()));
  }

  template <typename Add>
  static void readSome(pollfd& pipe, const Add& add) {
    std::array<char, 4096> buffer{};
    const ssize_t got = ::read(pipe.fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) return;
    if (got <= 0) {
      pipe.fd = -1;
      return;
    }
    add(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
  }

  void noteProgress(const HostOutput& output) {
    const std::lock_guard lock(mutex_);
    last_words_ = output.lastWords();
    if (is_ready_ || !output.isReady()) return;
    is_ready_ = true;
    changed_.notify_all();
  }

  void noteEnd(const std::string& how) {
    bool is_expected = false;
    {
      const std::lock_guard lock(mutex_);
      how_ = how;
      has_ended_ = true;
      is_dead_ = true;
      is_expected = is_ending_ || !is_ready_;
      changed_.notify_all();
    }
    if (!is_expected) log::error("The script host ended", {{"how", how}});
  }

  /// Closing its input tells it to end.
  void end() {
    if (!process_) return;
    {
      const std::lock_guard lock(mutex_);
      is_ending_ = true;
    }
    input_.close();
    if (!endsWithin(kEndTime)) kill();
    reader_.join();
  }

  PrivateFolder folder_;
  std::string socket_path_;
  Poco::Pipe input_;
  Poco::Pipe output_;
  Poco::Pipe errors_;
  std::optional<Poco::ProcessHandle> process_;
  std::thread reader_;
  /// As `has_ended_`, for those that ask often.
  std::atomic<bool> is_dead_ = false;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  // Guarded by mutex_.
  bool is_ready_ = false;
  bool is_ending_ = false;
  bool has_ended_ = false;
  std::string how_;
  std::string last_words_;
};

}  // namespace

Result<std::unique_ptr<HostProcess>> startJavaHost(const JavaHostOptions& options) {
  std::error_code error;
  if (options.arguments_file.empty() || !fs::exists(options.arguments_file, error)) {
    return cannot(
        "this program was built without the script host. Build it with a JDK (package default-jdk-headless).");
  }
  for (const fs::path& folder : {options.scratch, options.cache}) {
    if (!folder.empty()) fs::create_directories(folder, error);
    if (error) return cannot(folder.string() + " cannot be made: " + error.message() + '.');
  }
  auto host = std::make_unique<JavaHost>();
  if (auto started = host->start(options); !started) return tl::unexpected(started.error());
  return host;
}

}  // namespace iflowsim::script
