#include "adapters/shared/channel_text.h"

#include "runtime/base/text.h"
#include "runtime/spi/build_context.h"

namespace iflowsim {

std::string ChannelText::evaluate(const Exchange& exchange) const {
  return expression_ ? expression_->evaluate(exchange).toText() : text_;
}

bool isSwitchedOn(std::string_view text) {
  return trim(text) == "1" || equalsIgnoreCase(trim(text), "true");
}

ChannelText compileChannelText(BuildContext& build, const Channel& channel, const std::string& text, bool& good) {
  if (text.find("${") == std::string::npos) return {text, nullptr};
  ExpressionPtr expression = build.expression("simple", text, channel);
  // The context has reported why it is null.
  good = good && expression != nullptr;
  return {text, std::move(expression)};
}

}  // namespace iflowsim
