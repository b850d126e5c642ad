#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/clock.h"
#include "runtime/base/result.h"
#include "runtime/base/time_zone.h"

namespace iflowsim {

/// Writes dates as Java's SimpleDateFormat does in an English locale (weeks begin on Sunday and the first one holds
/// 1 January): the letters G y Y M L w W D d F E u a H k K h m s S z Z X, quoted literals, `''` for a quote.
/// Immutable, used by many threads. Source: iflow-format 8, runtime-behaviour 5.1.
class DateFormat {
 public:
  /// `DATE-001` for a letter without meaning or a quote that is not closed.
  static Result<DateFormat> compile(std::string_view pattern, std::string_view zone);

  std::string format(TimePoint time) const;

 private:
  struct Field {
    /// Zero for literal text.
    char letter = 0;
    std::size_t count = 0;
    std::string literal;
  };

  explicit DateFormat(std::string_view zone) : zone_(zone) {}

  TimeZone zone_;
  std::vector<Field> fields_;
};

}  // namespace iflowsim
