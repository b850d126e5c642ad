#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/monitor/log_reader.h"
#include "runtime/monitor/log_sink.h"

namespace iflowsim {

/// Many messages of the processing log in a few bytes each, for one row of the table `message_pack`
/// (docs/adr/0009-packs-of-messages.md). Only what makes no difference to how a message is found goes in: see `add`.
///
/// The form, message by message, numbers in seven bits a byte with the low ones first: which of the texts are other
/// than those of the message before (a bit each), these texts behind their lengths, and the numbers: change and start
/// as differences to the message before, duration, level, decision. A change to it needs a migration.
class MessagePack {
 public:
  /// The messages come in the order of their changes. The texts of the row must stand until the next call. False, and
  /// nothing is added, unless the message is plain: completed, without an application id, custom headers, attachments
  /// and steps, and found by its own key when one looks for its correlation.
  bool add(const LogRow& row);
  /// Empty again.
  void clear();

  std::size_t size() const { return size_; }
  std::int64_t lastChange() const { return last_.change; }
  std::int64_t leastKey() const { return least_key_; }
  std::int64_t greatestKey() const { return greatest_key_; }
  TimePoint firstStart() const { return first_start_; }
  TimePoint lastStart() const { return last_start_; }
  const std::string& content() const { return content_; }

 private:
  void append(const LogRow& row);

  std::string content_;
  std::size_t size_ = 0;
  LogRow last_;
  std::int64_t least_key_ = 0;
  std::int64_t greatest_key_ = 0;
  TimePoint first_start_;
  TimePoint last_start_;
};

/// What was packed. Throws std::runtime_error when that is not a pack.
std::vector<LogEntry> unpackMessages(std::string_view content);

/// The entry of a packed message as the row it was packed from; the texts are the entry's.
LogRow toRow(const LogEntry& entry);

}  // namespace iflowsim
