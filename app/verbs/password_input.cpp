#include "app/verbs/password_input.h"

#include <iostream>

#include <termios.h>
#include <unistd.h>

namespace iflowsim {

namespace {

/// Keeps the terminal from showing what is typed.
class SilentTerminal {
 public:
  SilentTerminal() : active_(::isatty(STDIN_FILENO) != 0 && ::tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!active_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~SilentTerminal() {
    if (active_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

 private:
  termios before_{};
  bool active_;
};

}  // namespace

std::string readPassword(Console& console) {
  const bool terminal = &console.in == &std::cin && ::isatty(STDIN_FILENO) != 0;
  if (terminal) console.err << "Password: " << std::flush;
  std::string password;
  {
    const SilentTerminal silent;
    std::getline(console.in, password);
  }
  if (terminal) console.err << '\n';
  return password;
}

}  // namespace iflowsim
