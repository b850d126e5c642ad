#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace iflowsim {

/// Without the blanks, tabs and line ends at both ends.
std::string_view trim(std::string_view text);
/// Lower case of the ASCII letters; other bytes stay.
std::string toLower(std::string_view text);
bool startsWithIgnoreCase(std::string_view text, std::string_view prefix);
/// Equal but for the case of ASCII letters. In the header because searches among names ask it hundreds of times for
/// each request, and nearly always the lengths decide.
inline bool equalsIgnoreCase(std::string_view left, std::string_view right) {
  return left.size() == right.size() && startsWithIgnoreCase(left, right);
}
/// The parts between separators; an empty text has one empty part.
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// Every occurrence of `from` replaced.
std::string replaceAll(std::string text, std::string_view from, std::string_view to);
/// The five predefined XML entities and character references resolved; anything else stays as it is.
std::string unescapeXml(std::string_view text);
/// `& < > " '` as entities.
std::string escapeXml(std::string_view text);
/// The candidate closest to the misspelt name, or empty when none is near (Levenshtein distance at most a third).
std::string nearestName(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace iflowsim
