#pragma once

#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace iflowsim::soap {

/// The XML text as its parser has to see it when HTTP names its charset, which wins over the XML declaration (RFC
/// 7303): the text itself where that says nothing new, else a text in UTF-8 without declaration, kept in `storage`. An
/// empty charset leaves all to the declaration. `MIME-003` with what to do when the charset is unknown or the text is
/// not in it.
Result<std::string_view> inCharset(std::string_view xml, std::string_view charset, std::string& storage);

}  // namespace iflowsim::soap
