#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "iflows/model/resources.h"

namespace iflowsim::wsdl {

/// `wsdl/Orders.wsdl`: how people and addresses name a file of a bundle.
std::string shownName(std::string_view key);

/// The key of the file that a channel or another file names, first by its path, then by its path in any case, at last
/// by its name alone in any case; empty when there is none. `from` is the key of the file that names it; empty: a
/// channel does. Escapes such as `%20` may stand for blanks. Source: iflow-format 1.
std::string findFile(const Resources& resources, std::string_view from, std::string_view reference);

/// Whether the reference leads out of the bundle: `https://...`, `file:...`, `//host/...`.
bool isExternal(std::string_view reference);

/// The names of all service descriptions of the bundle, as shown.
std::vector<std::string> descriptionNames(const Resources& resources);

}  // namespace iflowsim::wsdl
