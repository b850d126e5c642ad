#pragma once

#include <map>
#include <memory>
#include <string>

namespace iflowsim {

/// Files of a bundle: path below the bundle, with `/` between its parts, to bytes. The bytes are never null and shared.
using Resources = std::map<std::string, std::shared_ptr<const std::string>>;

}  // namespace iflowsim
