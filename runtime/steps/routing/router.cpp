#include "runtime/base/text.h"
#include "runtime/spi/registry.h"
#include "runtime/spi/step_log.h"

namespace iflowsim {

namespace {

struct Route {
  std::string_view name;
  PredicatePtr condition;
  StepPtr path;
};

/// Takes the first route whose condition holds, else the default route.
class Router final : public Step {
 public:
  struct Options {
    const Node& node;
    std::vector<Route> routes;
    Route otherwise;
    bool throws_without_match = false;
    /// Conditions of both kinds in one router cannot be evaluated by the product.
    bool mixed = false;
  };
  explicit Router(Options options) : options_(std::move(options)) {}

  Signal process(Exchange& exchange) const override {
    const StepPtr path = choose(exchange);
    return path ? path->process(exchange) : Signal::Continue;
  }

  bool mayBlock() const override {
    for (const Route& route : options_.routes) {
      if (route.path->mayBlock()) return true;
    }
    return options_.otherwise.path && options_.otherwise.path->mayBlock();
  }

 private:
  StepPtr choose(Exchange& exchange) const {
    StepEntry entry(options_.node, exchange);
    try {
      return match(exchange);
    } catch (const FlowError& error) {
      entry.fail(error);
      throw;
    }
  }

  StepPtr match(Exchange& exchange) const {
    if (options_.mixed) {
      throw FlowError(error_class::kRuntime, "The router '" + options_.node.name +
                                                 "' has both XML and Non-XML conditions; they cannot be mixed.");
    }
    for (const Route& route : options_.routes) {
      if (!route.condition->matches(exchange)) continue;
      exchange.run().addStepProperty("Route", std::string(route.name));
      return route.path;
    }
    if (options_.throws_without_match) {
      throw FlowError(error_class::kRuntime, "Routing condition has not been met");
    }
    exchange.run().addStepProperty("Route", std::string(options_.otherwise.name));
    return options_.otherwise.path;
  }

  Options options_;
};

/// The route of a sequence flow; reports and leaves the condition empty when it has none.
Route buildRoute(BuildContext& context, const Node& node, const Edge& edge) {
  Route route{.name = edge.name, .condition = nullptr, .path = context.compilePath(edge)};
  if (trim(edge.condition).empty()) {
    context.report(Severity::Error, "ROUTE-001", node, "The route '" + edge.name + "' has no condition.",
                   "Add one, or make it the default route.");
    return route;
  }
  route.condition = context.condition(edge.expression_type == "XML" ? "xpath" : "simple", edge.condition, node);
  return route;
}

bool isMixed(BuildContext& context, const Node& node) {
  const Edge* first = nullptr;
  for (const std::string& id : node.outgoing) {
    const Edge* edge = id == node.default_flow ? nullptr : context.edge(id);
    if (edge == nullptr) continue;
    if (first != nullptr && edge->expression_type != first->expression_type) return true;
    first = edge;
  }
  return false;
}

StepPtr build(BuildContext& context, const Node& node) {
  Router::Options options{.node = node, .routes = {}, .otherwise = {}};
  options.throws_without_match = equalsIgnoreCase(node.properties.get("throwException"), "true");
  options.mixed = isMixed(context, node);
  if (options.mixed) {
    context.report(Severity::Warning, "ROUTE-002", node,
                   "XML and Non-XML conditions are mixed; messages will fail here.",
                   "Write all conditions of the router in one of the two kinds.");
  }
  bool complete = true;
  for (const std::string& id : node.outgoing) {
    const Edge* edge = context.edge(id);
    if (edge == nullptr) continue;
    if (id == node.default_flow) {
      options.otherwise = {.name = edge->name, .condition = nullptr, .path = context.compilePath(*edge)};
      continue;
    }
    options.routes.push_back(buildRoute(context, node, *edge));
    complete = complete && options.routes.back().condition;
  }
  return complete ? std::make_shared<Router>(std::move(options)) : nullptr;
}

}  // namespace

void register_router(StepRegistry& registry);
void register_router(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Router";
  spec.summary = "Takes the first route whose condition holds; without a match, the default route.";
  spec.properties = {{.name = "throwException",
                      .meaning = "Fail the message when no route matches",
                      .default_value = "false",
                      .allowed = {"true", "false"}}};
  spec.kinds = {"ExclusiveGateway"};
  spec.ends_path = true;
  spec.logs_itself = true;
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
