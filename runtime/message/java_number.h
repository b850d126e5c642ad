#pragma once

#include <memory>
#include <string>
#include <utility>

#include "runtime/message/value.h"

namespace iflowsim {

/// A number, or a character, of a Java class that the alternatives of a value do not tell apart: Long, BigDecimal and
/// so on. Scripts get and leave it as such; everywhere else it is its text, which is read as a number where numbers are
/// compared.
class JavaNumber final : public OpaqueValue {
 public:
  /// The text is one that Java's `valueOf` of that class reads.
  JavaNumber(std::string class_name, std::string text) : class_name_(std::move(class_name)), text_(std::move(text)) {}

  std::string className() const override { return class_name_; }
  std::string toText() const override { return text_; }

 private:
  std::string class_name_;
  std::string text_;
};

/// Such a number as a value.
inline Value javaNumber(std::string class_name, std::string text) {
  return std::shared_ptr<const OpaqueValue>(std::make_shared<const JavaNumber>(std::move(class_name), std::move(text)));
}

}  // namespace iflowsim
