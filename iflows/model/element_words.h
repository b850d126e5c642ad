#pragma once

#include <string>

#include "iflows/model/flow_model.h"

namespace iflowsim {

/// The palette name of a node for diagnostics: `Router`, `Content Modifier`; the kind itself when there is none known.
std::string elementWords(const Node& node);
/// `HTTP receiver channel`.
std::string elementWords(const Channel& channel);

}  // namespace iflowsim
