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

void selectDetails(LogRow& row) {
  const Run& run = *row.run;
  row.with_attachments = run.level() > LogLevel::Error;
  row.first_step = firstStepKept(run, row.summary);
  for (std::size_t i = row.first_step; i < run.steps().size(); ++i) {
    const StepRun& step = run.steps()[i];
    row.steps.push_back({std::string(step.step_id), std::string(step.step_name), std::string(step.step_kind)});
  }
}

void shortenApplicationId(std::string& id) {
  if (id.size() <= kMaxApplicationId) return;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (continuesCharacter(id[i])) continue;
    if (++characters <= kMaxApplicationId) continue;
    id.resize(i);
    return;
  }
}

}  // namespace iflowsim
