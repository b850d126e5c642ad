#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>

#include "runtime/monitor/log_reader.h"
#include "runtime/store/sqlite/log_query.h"

namespace iflowsim {

/// The order in which messages are given: the latest start first, or, for followers, the oldest change first.
bool comesBefore(const LogEntry& left, const LogEntry& right, const LogPage& page);

/// Messages that are in packs (message_pack.h), one after the other in the order of the page; its limit and offset are
/// not looked at. Holds no more packs at a time than overlap in what they are ordered by. Throws std::exception.
class PackedMessages {
 public:
  /// The session outlives it.
  PackedMessages(Poco::Data::Session& session, const LogFilter& filter, const LogPage& page);
  PackedMessages(const PackedMessages&) = delete;
  PackedMessages& operator=(const PackedMessages&) = delete;

  /// No pack is left to look into, and nothing from one to be given.
  bool isEmpty() const { return !has_pack_ && ready_.empty(); }
  std::optional<LogEntry> next();

 private:
  void findPack();
  bool mayComeFirst() const;
  void takePack();
  bool comesLater(const LogEntry& left, const LogEntry& right) const { return comesBefore(right, left, page_); }

  Poco::Data::Session& session_;
  const LogFilter& filter_;
  const LogPage& page_;
  Poco::Data::Statement packs_;
  /// The pack that `packs_` stands at.
  Poco::Int64 last_change_ = 0;
  Poco::Int64 last_start_ = 0;
  bool has_pack_ = false;
  /// A heap with the message that comes next on top.
  std::vector<LogEntry> ready_;
};

std::size_t countPacked(Poco::Data::Session& session, const LogFilter& filter);

/// Deletes the packs of which the filter finds all, and tells how many messages that were.
std::size_t removeWholePacks(Poco::Data::Session& session, const LogFilter& filter);
/// The other packs that may hold messages which the filter finds, by their last changes.
std::vector<Poco::Int64> packsToThin(Poco::Data::Session& session, const LogFilter& filter);
/// Deletes what the filter finds out of one pack, and tells how many messages that were.
std::size_t thinPack(Poco::Data::Session& session, const LogFilter& filter, Poco::Int64 last_change);

}  // namespace iflowsim
