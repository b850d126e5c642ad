#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

namespace iflowsim::log {

enum class Level { Debug, Info, Warning, Error };

using Fields = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// Writes one line to standard error: time, level, text, then the fields as `name=value`. Thread-safe. Info: an
/// operator did something; warning: recovered; error: someone must act. Never pass a secret or a message body.
void write(Level level, std::string_view text, Fields fields = {});

/// Lines below this level are dropped. Default: Info.
void setLevel(Level level);

inline void debug(std::string_view text, Fields fields = {}) {
  write(Level::Debug, text, fields);
}
inline void info(std::string_view text, Fields fields = {}) {
  write(Level::Info, text, fields);
}
inline void warn(std::string_view text, Fields fields = {}) {
  write(Level::Warning, text, fields);
}
inline void error(std::string_view text, Fields fields = {}) {
  write(Level::Error, text, fields);
}

}  // namespace iflowsim::log
