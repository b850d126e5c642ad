#include "runtime/store/sqlite/message_pack.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "runtime/store/sqlite/log_keys.h"

namespace iflowsim {

namespace {

/// A text of a message, in the row that comes and in the entry that goes.
struct PackedText {
  std::string_view LogRow::*in_row;
  std::string LogEntry::*in_entry;
};

constexpr std::array kTexts{PackedText{&LogRow::message_id, &LogEntry::message_id},
                            PackedText{&LogRow::correlation_id, &LogEntry::correlation_id},
                            PackedText{&LogRow::predecessor_id, &LogEntry::predecessor_id},
                            PackedText{&LogRow::flow_id, &LogEntry::flow_id},
                            PackedText{&LogRow::flow_name, &LogEntry::flow_name},
                            PackedText{&LogRow::sender, &LogEntry::sender},
                            PackedText{&LogRow::receiver, &LogEntry::receiver},
                            PackedText{&LogRow::message_type, &LogEntry::message_type},
                            PackedText{&LogRow::custom_status, &LogEntry::custom_status},
                            PackedText{&LogRow::error, &LogEntry::error},
                            PackedText{&LogRow::error_step, &LogEntry::error_step},
                            PackedText{&LogRow::intermediate_error, &LogEntry::intermediate_error}};

constexpr unsigned kNumberBits = 7;
constexpr unsigned kMoreFollows = 1U << kNumberBits;

void appendNumber(std::string& content, std::uint64_t number) {
  for (; number >= kMoreFollows; number >>= kNumberBits) {
    content.push_back(static_cast<char>(number % kMoreFollows + kMoreFollows));
  }
  content.push_back(static_cast<char>(number));
}

/// Small negative numbers are short, too: 0, -1, 1, -2 become 0, 1, 2, 3.
void appendSigned(std::string& content, std::int64_t number) {
  const auto doubled = static_cast<std::uint64_t>(number) << 1U;
  appendNumber(content, number < 0 ? ~doubled : doubled);
}

class Unpacking {
 public:
  explicit Unpacking(std::string_view content) : rest_(content) {}

  bool isDone() const { return rest_.empty(); }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += kNumberBits) {
      const auto byte = static_cast<unsigned char>(text(1).front());
      value |= std::uint64_t{byte % kMoreFollows} << shift;
      if (byte < kMoreFollows) return value;
    }
    fail();
  }

  std::int64_t signedNumber() {
    const std::uint64_t value = number();
    const auto half = static_cast<std::int64_t>(value >> 1U);
    return value % 2 == 0 ? half : ~half;
  }

  std::string_view text(std::size_t size) {
    if (size > rest_.size()) fail();
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

 private:
  [[noreturn]] static void fail() { throw std::runtime_error("a pack of messages is damaged"); }

  std::string_view rest_;
};

/// Makes the message before into the next one.
void unpackNext(Unpacking& from, LogEntry& entry) {
  const std::uint64_t changed = from.number();
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    if ((changed >> i & 1U) != 0) entry.*kTexts[i].in_entry = from.text(from.number());
  }
  entry.change += static_cast<std::int64_t>(from.number());
  entry.start += std::chrono::milliseconds(from.signedNumber());
  entry.end = entry.start + std::chrono::milliseconds(from.signedNumber());
  entry.level = static_cast<LogLevel>(std::min<std::uint64_t>(from.number(), static_cast<int>(LogLevel::Trace)));
  entry.decision = from.number();
}

}  // namespace

bool MessagePack::add(const LogRow& row) {
  if (row.status != RunStatus::Completed || !row.end || !row.application_id.empty() || row.record) return false;
  const std::int64_t key = logKey(row.message_id);
  if (logKey(row.correlation_id) != key) return false;
  append(row);
  least_key_ = size_ == 0 ? key : std::min(least_key_, key);
  greatest_key_ = size_ == 0 ? key : std::max(greatest_key_, key);
  first_start_ = size_ == 0 ? row.start : std::min(first_start_, row.start);
  last_start_ = size_ == 0 ? row.start : std::max(last_start_, row.start);
  last_ = row;
  ++size_;
  return true;
}

void MessagePack::append(const LogRow& row) {
  std::uint64_t changed = 0;
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    const auto text = kTexts[i].in_row;
    if (row.*text != last_.*text) changed |= std::uint64_t{1} << i;
  }
  appendNumber(content_, changed);
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    if ((changed >> i & 1U) == 0) continue;
    const std::string_view text = row.*kTexts[i].in_row;
    appendNumber(content_, text.size());
    content_.append(text);
  }
  appendNumber(content_, static_cast<std::uint64_t>(row.change - last_.change));
  appendSigned(content_, (row.start - last_.start).count());
  appendSigned(content_, (*row.end - row.start).count());
  appendNumber(content_, static_cast<std::uint64_t>(row.level));
  appendNumber(content_, row.decision);
}

void MessagePack::clear() {
  content_.clear();
  size_ = 0;
  last_ = {};
}

std::vector<LogEntry> unpackMessages(std::string_view content) {
  std::vector<LogEntry> entries;
  LogEntry entry{.status = RunStatus::Completed};
  for (Unpacking from(content); !from.isDone();) {
    unpackNext(from, entry);
    entries.push_back(entry);
  }
  return entries;
}

LogRow toRow(const LogEntry& entry) {
  LogRow row{.change = entry.change,
             .status = entry.status,
             .level = entry.level,
             .start = entry.start,
             .end = entry.end,
             .decision = entry.decision};
  for (const PackedText& text : kTexts) row.*text.in_row = entry.*text.in_entry;
  return row;
}

}  // namespace iflowsim
