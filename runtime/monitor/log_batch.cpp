#include "runtime/monitor/log_batch.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "runtime/monitor/log_rules.h"

namespace iflowsim {

namespace {

/// Room for the texts of a thousand messages; what needs more gets it for the time of the batch.
constexpr std::size_t kSpace = 256U << 10U;

constexpr std::array kTexts{&LogRow::message_id,        &LogRow::correlation_id, &LogRow::predecessor_id,
                            &LogRow::flow_id,           &LogRow::flow_name,      &LogRow::sender,
                            &LogRow::receiver,          &LogRow::application_id, &LogRow::message_type,
                            &LogRow::custom_status,     &LogRow::error,          &LogRow::error_step,
                            &LogRow::intermediate_error};

}  // namespace

LogBatch::LogBatch() : space_(new std::byte[kSpace]), texts_(space_.get(), kSpace) {}

void LogBatch::end(const Run& run, LogRow row) {
  const bool begun_here = forget(run);
  if (begun_here && !isLogged(row.level, row.status)) return;
  keepTexts(row);
  ends_.push_back({begun_here ? nullptr : &run, std::move(row)});
}

bool LogBatch::forget(const Run& run) {
  // The one that began last is the likeliest to end, and only those that run right now are here.
  const auto found = std::find_if(running_.rbegin(), running_.rend(), [&](const auto& it) { return it.get() == &run; });
  if (found == running_.rend()) return false;
  std::swap(*found, running_.back());
  running_.pop_back();
  return true;
}

void LogBatch::keepTexts(LogRow& row) {
  std::size_t size = 0;
  for (const auto text : kTexts) size += (row.*text).size();
  char* place = static_cast<char*>(texts_.allocate(size, 1));
  for (const auto text : kTexts) {
    const std::string_view given = row.*text;
    row.*text = {place, given.size()};
    place = std::copy(given.begin(), given.end(), place);
  }
}

void LogBatch::clear() {
  running_.clear();
  ends_.clear();
  texts_.release();
}

}  // namespace iflowsim
