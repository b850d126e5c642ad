#pragma once

#include <memory>

#include "runtime/spi/adapter.h"

namespace iflowsim {

/// The consumer of a ProcessDirect address: runs its flow on the messages of producers. Null with a diagnostic when the
/// channel is wrong.
std::unique_ptr<Sender> buildDirectSender(BuildContext& build, const Channel& channel);

}  // namespace iflowsim
