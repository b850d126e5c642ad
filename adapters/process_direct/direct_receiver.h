#pragma once

#include <memory>

#include "runtime/spi/adapter.h"

namespace iflowsim {

/// The producer side of a ProcessDirect address; the address may hold expressions. Null with a diagnostic when the
/// channel is wrong.
std::unique_ptr<Receiver> buildDirectReceiver(BuildContext& build, const Channel& channel);

}  // namespace iflowsim
