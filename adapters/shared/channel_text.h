#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "iflows/model/flow_model.h"
#include "runtime/message/exchange.h"
#include "runtime/spi/expression.h"

namespace iflowsim {

class BuildContext;

/// A channel field that may hold `${header.x}` and the like.
class ChannelText {
 public:
  ChannelText() = default;
  /// Null expression: the text is taken as it is.
  ChannelText(std::string text, ExpressionPtr expression)
      : text_(std::move(text)), expression_(std::move(expression)) {}

  bool isDynamic() const { return expression_ != nullptr; }
  /// The text as configured.
  const std::string& configured() const { return text_; }
  std::string evaluate(const Exchange& exchange) const;

 private:
  std::string text_;
  ExpressionPtr expression_;
};

/// Whether a check box is set: exports write `1` or `true`.
bool isSwitchedOn(std::string_view text);

/// Compiles a field. False in `good` when it is wrong; the context has then reported why.
ChannelText compileChannelText(BuildContext& build, const Channel& channel, const std::string& text, bool& good);

}  // namespace iflowsim
