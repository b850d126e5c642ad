#include "security/auth/access_log.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <ctime>
#include <fstream>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "runtime/base/log.h"
#include "runtime/spi/decisions.h"

namespace iflowsim {

namespace {

constexpr std::chrono::milliseconds kPause{200};
/// Of lines that wait for the disk.
constexpr std::size_t kMostPending = 4U << 20U;

/// `28/Nov/2026:15:45:40 +0000`.
std::string dateText(std::time_t second) {
  std::tm parts{};
  ::gmtime_r(&second, &parts);
  std::array<char, 40> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%d/%b/%Y:%H:%M:%S +0000", &parts);
  return {text.data(), size};
}

/// What callers send must not make lines of its own.
void appendShown(std::string& line, std::string_view text) {
  const std::size_t start = line.size();
  line.append(text.empty() ? "-" : text);
  std::replace_if(
      line.begin() + static_cast<std::ptrdiff_t>(start), line.end(),
      [](unsigned char c) { return c < ' ' || c == 0x7F; }, '?');
}

/// Puts a full file aside. (Poco's FileChannel finds a file empty that it has just opened, and takes files of one
/// second for equally old.)
void rotate(const AccessLog::Options& options) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const auto size = fs::file_size(options.file, ignored);
  if (ignored || size < options.largest) return;
  const auto aside = [&options](unsigned number) {
    fs::path file = options.file;
    file += '.' + std::to_string(number);
    return file;
  };
  for (unsigned i = std::max(1U, options.kept) - 1; i > 0; --i) fs::rename(aside(i - 1), aside(i), ignored);
  fs::rename(options.file, aside(0), ignored);
}

}  // namespace

class AccessLog::Writer {
 public:
  Writer(const Clock& clock, const Options& options) : clock_(clock), options_(options), thread_([this] { work(); }) {}
  ~Writer() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

  void note(const Call& call, const Outcome& outcome) {
    const std::time_t second = std::chrono::system_clock::to_time_t(clock_.now());
    const std::lock_guard lock(mutex_);
    if (pending_.size() > kMostPending) {
      ++dropped_;
      return;
    }
    if (second != second_) {
      second_ = second;
      date_ = dateText(second);
    }
    if (!pending_.empty()) pending_ += '\n';
    appendShown(pending_, call.peer);
    pending_ += " - ";
    appendShown(pending_, call.who);
    pending_.append(" [").append(date_).append("] ");
    appendShown(pending_, call.method);
    pending_ += ' ';
    appendShown(pending_, call.path);
    pending_.append(" HTTP/1.1 ").append(std::to_string(outcome.status));
    if (outcome.decision != 0) pending_.append(1, ' ').append(decisionId(outcome.decision));
    if (outcome.reason.empty()) return;
    pending_ += ' ';
    appendShown(pending_, outcome.reason);
  }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    bool last = false;
    while (!last) {
      wake_.wait_for(lock, kPause, [this] { return ending_; });
      last = ending_;
      if (pending_.empty()) continue;
      std::string lines = std::exchange(pending_, {});
      const std::size_t dropped = std::exchange(dropped_, 0);
      lock.unlock();
      if (dropped != 0) lines += "\n- " + std::to_string(dropped) + " more calls, for which the disk was too slow";
      write(lines);
      lock.lock();
    }
  }

  void write(const std::string& lines) {
    rotate(options_);
    std::ofstream file(options_.file, std::ios::app | std::ios::binary);
    file << lines << '\n' << std::flush;
    if (file) {
      failing_ = false;
    } else if (!std::exchange(failing_, true)) {
      log::error("The access log cannot be written; its lines are lost until it can.",
                 {{"file", options_.file.string()}});
    }
  }

  const Clock& clock_;
  const Options options_;
  bool failing_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
  // Guarded by mutex_.
  std::string pending_;
  std::size_t dropped_ = 0;
  std::time_t second_ = -1;
  std::string date_;
  bool ending_ = false;
  // Last, so that it finds all of the above.
  std::thread thread_;
};

AccessLog::AccessLog(const Clock& clock, Options options) : writer_(std::make_unique<Writer>(clock, options)) {}

AccessLog::~AccessLog() = default;

void AccessLog::note(const Call& call, const Outcome& outcome) {
  writer_->note(call, outcome);
}

}  // namespace iflowsim
