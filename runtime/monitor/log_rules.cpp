#include "runtime/monitor/log_rules.h"

namespace iflowsim {

namespace {

constexpr std::size_t kMaxApplicationId = 120;

bool hasFailed(const RunSummary& summary) {
  return summary.status == RunStatus::Failed || summary.status == RunStatus::Retry || !summary.error.empty();
}

/// Index of the first step that is kept; the number of steps when none is.
std::size_t firstStepKept(const Run& run, const RunSummary& summary) {
  if (run.level() >= LogLevel::Debug) return 0;
  const std::size_t count = run.steps().size();
  if (!hasFailed(summary)) return count;
  return count > Run::kStepsKept ? count - Run::kStepsKept : 0;
}

bool continuesCharacter(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

bool isLogged(LogLevel level, RunStatus status) {
  if (level == LogLevel::None) return false;
  if (level > LogLevel::Error) return true;
  return status != RunStatus::Completed && status != RunStatus::Processing;
}

std::shared_ptr<const RunRecord> recordOf(const std::shared_ptr<const Run>& run, const RunSummary& summary) {
  const bool with_attachments = run->level() > LogLevel::Error && !run->attachments().empty();
  const std::size_t first_step = firstStepKept(*run, summary);
  if (!with_attachments && first_step == run->steps().size() && run->customHeaders().empty()) return nullptr;
  auto record = std::make_shared<RunRecord>(RunRecord{run, with_attachments, first_step, {}});
  for (std::size_t i = first_step; i < run->steps().size(); ++i) {
    const StepRun& step = run->steps()[i];
    record->steps.push_back({std::string(step.step_id), std::string(step.step_name), std::string(step.step_kind)});
  }
  return record;
}

std::string_view storedApplicationId(std::string_view id) {
  if (id.size() <= kMaxApplicationId) return id;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (!continuesCharacter(id[i]) && ++characters > kMaxApplicationId) return id.substr(0, i);
  }
  return id;
}

}  // namespace iflowsim
