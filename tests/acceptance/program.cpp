#include "tests/acceptance/program.h"

#include <array>
#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace iflowsim::testing {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::chrono::seconds kLongestRun{240};

/// False when there is nothing to read before the deadline.
bool waitReadable(int file, steady_clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now()).count();
  pollfd wanted{.fd = file, .events = POLLIN, .revents = 0};
  return left > 0 && ::poll(&wanted, 1, static_cast<int>(left)) > 0;
}

}  // namespace

Program::Program(const std::vector<std::string>& arguments) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  std::vector<std::string> words{IFLOWSIM_EXECUTABLE};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);

  const std::string errors = (folder_.path() / "errors").string();
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, pipe[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, errors.c_str(), O_WRONLY | O_CREAT, S_IRUSR | S_IWUSR);
  const int failed = ::posix_spawn(&process_, words.front().c_str(), &files, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  ::close(pipe[1]);
  output_ = pipe[0];
  if (failed == 0) return;
  ::close(output_);
  throw std::runtime_error("cannot start " + words.front());
}

Program::~Program() {
  if (!status_) {
    signal(SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  ::close(output_);
}

std::optional<std::string> Program::readLine(std::chrono::seconds within) {
  const auto deadline = steady_clock::now() + within;
  std::array<char, 4096> block{};
  while (unread_.find('\n') == std::string::npos) {
    if (!waitReadable(output_, deadline)) return std::nullopt;
    const ssize_t count = ::read(output_, block.data(), block.size());
    if (count <= 0) return std::nullopt;
    unread_.append(block.data(), static_cast<std::size_t>(count));
  }
  const auto end = unread_.find('\n');
  std::string line = unread_.substr(0, end);
  unread_.erase(0, end + 1);
  return line;
}

void Program::signal(int number) const {
  ::kill(process_, number);
}

int Program::wait(std::chrono::seconds within) {
  if (status_) return *status_;
  const int handle = static_cast<int>(::syscall(SYS_pidfd_open, process_, 0));
  const bool ended = handle < 0 || waitReadable(handle, steady_clock::now() + within);
  if (handle >= 0) ::close(handle);
  if (!ended) throw std::runtime_error("the program still runs; it said: " + errors());
  int status = 0;
  ::waitpid(process_, &status, 0);
  status_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return *status_;
}

std::string Program::errors() const {
  std::ifstream file(folder_.path() / "errors", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Outcome runProgram(const std::vector<std::string>& arguments) {
  Program program(arguments);
  Outcome outcome;
  while (const auto line = program.readLine(kLongestRun)) outcome.out += *line + '\n';
  outcome.status = program.wait(kLongestRun);
  outcome.err = program.errors();
  return outcome;
}

}  // namespace iflowsim::testing
