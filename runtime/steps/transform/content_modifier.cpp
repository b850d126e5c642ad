#include "runtime/spi/registry.h"
#include "runtime/steps/transform/modifier_rows.h"

namespace iflowsim {

namespace {

/// Changes headers, then properties, then the body. Source: observed-samples 69.
class ContentModifier final : public Step {
 public:
  ContentModifier(std::vector<ModifierRow> rows, ExpressionPtr body) : rows_(std::move(rows)), body_(std::move(body)) {}

  Signal process(Exchange& exchange) const override {
    for (const ModifierRow& row : rows_) row.apply(exchange);
    if (body_) setBody(exchange);
    return Signal::Continue;
  }

  bool mayBlock() const override {
    for (const ModifierRow& row : rows_) {
      if (row.mayBlock()) return true;
    }
    return false;
  }

 private:
  void setBody(Exchange& exchange) const {
    const Value value = body_->evaluate(exchange);
    exchange.setBody(value.isNull() ? Body() : Body(value.toText()).as(BodyKind::Text));
  }

  std::vector<ModifierRow> rows_;
  ExpressionPtr body_;
};

class ConstantText final : public Expression {
 public:
  explicit ConstantText(std::string text) : value_(std::move(text)) {}
  Value evaluate(const Exchange&) const override { return value_; }

 private:
  Value value_;
};

/// Null when the body is to be kept; `failed` tells a wrong expression from none.
ExpressionPtr buildBody(BuildContext& context, const Node& node, bool& failed) {
  const std::string& text = node.properties.get("wrapContent");
  if (text.empty()) return nullptr;
  if (node.properties.get("bodyType") == "constant") return std::make_shared<ConstantText>(text);
  ExpressionPtr body = context.expression("simple", text, node);
  failed = !body;
  return body;
}

StepPtr build(BuildContext& context, const Node& node) {
  auto rows = readModifierRows(context, node);
  bool failed = !rows;
  ExpressionPtr body = buildBody(context, node, failed);
  if (failed || !rows) return nullptr;
  return std::make_shared<ContentModifier>(std::move(*rows), std::move(body));
}

}  // namespace

void register_content_modifier(StepRegistry& registry);
void register_content_modifier(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Content Modifier";
  spec.summary = "Creates and deletes headers and properties, and replaces the body.";
  spec.properties = {{.name = "headerTable", .meaning = "Rows that create or delete headers"},
                     {.name = "propertyTable", .meaning = "Rows that create or delete properties"},
                     {.name = "wrapContent", .meaning = "The new body; empty keeps the old one"},
                     {.name = "bodyType",
                      .meaning = "Whether the body is literal text or a template",
                      .default_value = "expression",
                      .allowed = {"expression", "constant"}}};
  spec.kinds = {"Enricher"};
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
