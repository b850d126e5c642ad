#include "runtime/base/text.h"
#include "runtime/spi/registry.h"
#include "runtime/steps/value_source.h"

namespace iflowsim {

namespace {

/// Replaces the body by what an XPath selects.
class Filter final : public Step {
 public:
  Filter(ExpressionPtr expression, std::string type) : expression_(std::move(expression)), type_(std::move(type)) {}

  Signal process(Exchange& exchange) const override {
    exchange.setBody(Body(resultText(expression_->evaluate(exchange))));
    return Signal::Continue;
  }

 private:
  std::string resultText(const Value& value) const {
    const XmlNodes* nodes = nodesIn(value);
    if (nodes != nullptr && (type_ == "Nodelist" || type_ == "Node")) return nodes->toXml();
    return convertTo(value, type_).toText();
  }

  ExpressionPtr expression_;
  std::string type_;
};

StepPtr build(BuildContext& context, const Node& node) {
  const std::string given = node.properties.get("xpathType");
  const std::string type = given.empty() ? "Nodelist" : given;
  const std::string path(trim(node.properties.get("wrapContent")));
  if (path.empty()) {
    context.report(Severity::Error, "FILTER-001", node, "The filter has no XPath.", "Enter the XPath of what to keep.");
    return nullptr;
  }
  auto expression = context.expression("xpath", type == "Node" ? '(' + path + ")[1]" : path, node);
  return expression ? std::make_shared<Filter>(std::move(expression), type) : nullptr;
}

}  // namespace

void register_filter(StepRegistry& registry);
void register_filter(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Filter";
  spec.summary = "Keeps of an XML body what an XPath selects.";
  spec.properties = {{.name = "wrapContent", .meaning = "XPath of what to keep", .required = true},
                     {.name = "xpathType",
                      .meaning = "Type of the result",
                      .default_value = "Nodelist",
                      .allowed = {"Nodelist", "Node", "String", "Integer", "Boolean"}}};
  spec.kinds = {"Filter"};
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
