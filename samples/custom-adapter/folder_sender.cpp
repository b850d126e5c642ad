// The sender looks into a directory again and again and starts a message for each file it finds.
#include <atomic>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <set>

#include "runtime/base/glob.h"
#include "runtime/base/log.h"
#include "runtime/spi/adapter.h"
#include "runtime/spi/registry.h"
#include "runtime/spi/scheduler.h"
#include "runtime/spi/services.h"

namespace iflowsim {

void registerFolderSender(AdapterRegistry& registry);

namespace {

namespace fs = std::filesystem;

/// What the channel says.
struct FolderConfig {
  fs::path directory;
  std::string pattern;
  std::chrono::milliseconds interval;
  std::uintmax_t largest_file;
  std::string sender;
};

/// Due again and again.
class Every final : public Schedule {
 public:
  explicit Every(std::chrono::milliseconds interval) : interval_(interval) {}
  std::optional<TimePoint> nextAfter(TimePoint after) const override { return after + interval_; }

 private:
  std::chrono::milliseconds interval_;
};

/// Takes the files of the directory through the flow. Shared by the sender and by its jobs, which may outlive it.
class FolderPoll {
 public:
  FolderPoll(const FolderConfig& config, std::shared_ptr<FlowRunner> runner)
      : config_(config), runner_(std::move(runner)) {}

  /// Does nothing while another thread is at it.
  void run() {
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock) return;
    for (const std::string& name : names()) {
      if (!stopped_) take(name);
    }
  }

  void stop() { stopped_ = true; }

 private:
  std::set<std::string> names() const {
    std::set<std::string> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(config_.directory, error)) {
      const std::string name = entry.path().filename().string();
      if (entry.is_regular_file(error) && name.front() != '.' && globMatches(config_.pattern, name)) found.insert(name);
    }
    return found;
  }

  /// The file is moved away first: whoever moves it has it, and no file is taken twice.
  void take(const std::string& name) {
    const fs::path work = config_.directory / ".work" / name;
    if (!move(config_.directory / name, work)) return;
    Inbound inbound;
    inbound.sender = config_.sender;
    inbound.caller_waits = false;
    const Outcome outcome = runner_->run(
        inbound, [&](Exchange& exchange) { fill(exchange, work); }, [](Exchange&, const Outcome&) {});
    const char* end = outcome.status == RunStatus::Failed ? "failed" : "done";
    move(work, config_.directory / end / name);
  }

  /// What it throws fails the message before its first step, so that it is seen in the log.
  void fill(Exchange& exchange, const fs::path& file) const {
    exchange.headers().set("CamelFileName", file.filename().string());
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (!error && size > config_.largest_file) {
      throw FlowError("java.io.IOException", "The file " + file.filename().string() + " has " + std::to_string(size) +
                                                 " bytes; the channel takes " + std::to_string(config_.largest_file));
    }
    std::string content(error ? 0 : size, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (error || !stream) throw FlowError("java.io.IOException", "The file " + file.string() + " cannot be read");
    exchange.setBody(Body(std::move(content)));
  }

  static bool move(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::rename(from, to, error);
    if (error) {
      log::warn("A file cannot be moved.", {{"from", from.string()}, {"to", to.string()}, {"reason", error.message()}});
    }
    return !error;
  }

  const FolderConfig config_;
  std::shared_ptr<FlowRunner> runner_;
  std::mutex mutex_;
  std::atomic<bool> stopped_{false};
};

class FolderSender final : public Sender {
 public:
  FolderSender(FolderConfig config, Scheduler& scheduler) : config_(std::move(config)), scheduler_(scheduler) {}

  Result<void> start(std::shared_ptr<FlowRunner> runner) override {
    for (const char* below : {".work", "done", "failed"}) {
      std::error_code error;
      if (fs::is_directory(config_.directory, error)) fs::create_directory(config_.directory / below, error);
      if (fs::is_directory(config_.directory / below)) continue;
      return failure("FOLDER-001", "The directory " + config_.directory.string() +
                                       " is not there or cannot be written. Create it, or correct the channel.");
    }
    const std::lock_guard lock(mutex_);
    poll_ = std::make_shared<FolderPoll>(config_, std::move(runner));
    regular_ = scheduler_.add(std::make_shared<Every>(config_.interval), [poll = poll_] { poll->run(); });
    return {};
  }

  void stop() override {
    const std::lock_guard lock(mutex_);
    if (poll_ != nullptr) poll_->stop();
    regular_.reset();
    asked_.reset();
    poll_.reset();
  }

  std::vector<std::string> addresses() const override { return {config_.directory.string()}; }

  Result<void> fire() override {
    const std::lock_guard lock(mutex_);
    if (poll_ == nullptr) return failure("FOLDER-004", "The channel is not started. Start the flow first.");
    asked_ = scheduler_.once([poll = poll_] { poll->run(); });
    return {};
  }

 private:
  const FolderConfig config_;
  Scheduler& scheduler_;
  std::mutex mutex_;
  std::shared_ptr<FolderPoll> poll_;
  std::unique_ptr<ScheduledJob> regular_;
  std::unique_ptr<ScheduledJob> asked_;
};

/// The number in that property, or the default when it is empty; none when it is no number of that range.
std::optional<int> numberOf(BuildContext& build, const Channel& channel, const char* property, int otherwise) {
  const std::string& text = channel.properties.get(property);
  if (text.empty()) return otherwise;
  int number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem == std::errc() && end == text.data() + text.size() && number > 0) return number;
  build.report(Severity::Error, "FOLDER-003", channel, "'" + text + "' is no value for " + property + '.',
               "Enter a whole number above zero.");
  return std::nullopt;
}

std::unique_ptr<Sender> build(BuildContext& build, const Channel& channel) {
  const auto milliseconds = numberOf(build, channel, "pollMilliseconds", 1000);
  const auto megabytes = numberOf(build, channel, "maximumFileSize", 40);
  const std::string& directory = channel.properties.get("directory");
  if (directory.empty()) {
    build.report(Severity::Error, "FOLDER-002", channel, "The channel names no directory.",
                 "Enter the directory that files are taken from.");
  }
  if (!milliseconds || !megabytes || directory.empty()) return nullptr;
  const std::string& pattern = channel.properties.get("pattern");
  return std::make_unique<FolderSender>(FolderConfig{.directory = directory,
                                                     .pattern = pattern.empty() ? "*" : pattern,
                                                     .interval = std::chrono::milliseconds(*milliseconds),
                                                     .largest_file = static_cast<std::uintmax_t>(*megabytes) << 20U,
                                                     .sender = channel.participant},
                                        build.services().scheduler);
}

}  // namespace

void registerFolderSender(AdapterRegistry& registry) {
  AdapterSpec spec;
  spec.name = "Folder sender";
  spec.summary = "Starts a message for each file that appears in a directory, then moves the file to done or failed.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference = "It looks by the tenant's clock and knows no lock files.";
  spec.properties = {
      {.name = "directory", .meaning = "Directory the files are taken from", .required = true},
      {.name = "pattern", .meaning = "Names of the files that are taken, * for any text", .default_value = "*"},
      {.name = "pollMilliseconds", .meaning = "Time between two looks", .default_value = "1000"},
      {.name = "maximumFileSize",
       .meaning = "Largest file in MB; messages of larger ones fail",
       .default_value = "40"}};
  spec.type = "Folder";
  spec.direction = Direction::Sender;
  spec.build_sender = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
