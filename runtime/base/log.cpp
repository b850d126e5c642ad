#include "runtime/base/log.h"

#include <iostream>
#include <string>

#include <Poco/AutoPtr.h>
#include <Poco/ConsoleChannel.h>
#include <Poco/FormattingChannel.h>
#include <Poco/Logger.h>
#include <Poco/PatternFormatter.h>

namespace iflowsim::log {

namespace {

Poco::Logger& logger() {
  static Poco::Logger& instance = [&]() -> Poco::Logger& {
    Poco::AutoPtr<Poco::ConsoleChannel> console(new Poco::ConsoleChannel(std::cerr));
    Poco::AutoPtr<Poco::PatternFormatter> format(new Poco::PatternFormatter("%Y-%m-%dT%H:%M:%S.%iZ %p %t"));
    Poco::AutoPtr<Poco::FormattingChannel> channel(new Poco::FormattingChannel(format, console));
    return Poco::Logger::create("iflowsim", channel, Poco::Message::PRIO_INFORMATION);
  }();
  return instance;
}

Poco::Message::Priority priority(Level level) {
  switch (level) {
    case Level::Debug:
      return Poco::Message::PRIO_DEBUG;
    case Level::Info:
      return Poco::Message::PRIO_INFORMATION;
    case Level::Warning:
      return Poco::Message::PRIO_WARNING;
    case Level::Error:
      break;
  }
  return Poco::Message::PRIO_ERROR;
}

/// Line ends in a value would let a caller write log lines of his own.
void appendValue(std::string& line, std::string_view value) {
  for (const char c : value) line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
}

}  // namespace

void write(Level level, std::string_view text, Fields fields) {
  if (logger().getLevel() < priority(level)) return;
  std::string line(text);
  for (const auto& [name, value] : fields) {
    line += ' ';
    line += name;
    line += '=';
    appendValue(line, value);
  }
  logger().log(Poco::Message("iflowsim", line, priority(level)));
}

void setLevel(Level level) {
  logger().setLevel(priority(level));
}

}  // namespace iflowsim::log
