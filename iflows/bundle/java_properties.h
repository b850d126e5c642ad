#pragma once

#include <map>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace iflowsim {

/// Reads Java properties text by the rules of `java.util.Properties.load`: `#` and `!` comments, `=`, `:` or blanks
/// between key and value, continuation by an odd number of backslashes at the line end, the escapes `\t \n \r \f
/// \uXXXX`, and any other escaped character meaning itself. The text is UTF-8 (iflow-format section 3); surrogate pairs
/// of `\u` escapes become one character. A later value of a key wins. `PROPERTIES-001` with the line number when a `\u`
/// escape is malformed, which Java refuses as well.
Result<std::map<std::string, std::string>> readJavaProperties(std::string_view text);

}  // namespace iflowsim
