#include "app/server/findings.h"

#include "runtime/base/log.h"

namespace iflowsim {

void logFindings(const Diagnostics& findings) {
  for (const Diagnostic& finding : findings.items()) {
    log::write(finding.severity == Severity::Error ? log::Level::Error : log::Level::Warning, finding.toText());
  }
}

}  // namespace iflowsim
