#include "runtime/compiler/compiler_testkit.h"

#include <functional>
#include <stdexcept>
#include <vector>

namespace iflowsim {

namespace {

/// A step that is a function.
class Lambda final : public Step {
 public:
  explicit Lambda(std::function<void(Exchange&)> work, bool may_block = false)
      : work_(std::move(work)), may_block_(may_block) {}
  Signal process(Exchange& exchange) const override {
    work_(exchange);
    return Signal::Continue;
  }
  bool mayBlock() const override { return may_block_; }

 private:
  std::function<void(Exchange&)> work_;
  bool may_block_;
};

class Fork final : public Step {
 public:
  explicit Fork(std::vector<StepPtr> paths) : paths_(std::move(paths)) {}
  Signal process(Exchange& exchange) const override {
    return paths_.at(std::stoul(exchange.headers().text("way")))->process(exchange);
  }

 private:
  std::vector<StepPtr> paths_;
};

class Call final : public Step {
 public:
  explicit Call(const Step& process) : process_(process) {}
  Signal process(Exchange& exchange) const override {
    const int left = std::stoi("0" + exchange.headers().text("calls"));
    if (left == 0) return Signal::Continue;
    exchange.headers().set("calls", left - 1);
    return process_.process(exchange);
  }
  bool mayBlock() const override { return process_.mayBlock(); }

 private:
  const Step& process_;
};

StepPtr buildMark(BuildContext& /*context*/, const Node& node) {
  return std::make_shared<Lambda>([name = node.name](Exchange& exchange) {
    const std::string trail = exchange.headers().text("trail");
    exchange.headers().set("trail", trail.empty() ? name : trail + ' ' + name);
  });
}

StepPtr buildFork(BuildContext& context, const Node& node) {
  std::vector<StepPtr> paths;
  for (const std::string& id : node.outgoing) paths.push_back(context.compilePath(*context.edge(id)));
  return std::make_shared<Fork>(std::move(paths));
}

StepPtr buildCall(BuildContext& context, const Node& node) {
  const Step* process = context.localProcess(node, node.properties.get("process"));
  return process == nullptr ? nullptr : std::make_shared<Call>(*process);
}

StepPtr buildSend(BuildContext& context, const Node& node) {
  auto receiver = context.receiverOf(node);
  if (!receiver) return nullptr;
  return std::make_shared<Lambda>([receiver](Exchange& exchange) { receiver->call(exchange); }, receiver->mayBlock());
}

StepPtr buildExpress(BuildContext& context, const Node& node) {
  auto expression = context.expression(node.properties.get("language"), node.properties.get("text"), node);
  return expression ? std::make_shared<Lambda>([](Exchange&) {}) : nullptr;
}

StepPtr buildWait(BuildContext& /*context*/, const Node& /*node*/) {
  return std::make_shared<Lambda>([](Exchange&) {}, true);
}

StepPtr buildFail(BuildContext& /*context*/, const Node& node) {
  return std::make_shared<Lambda>(
      [text = node.properties.get("text")](Exchange&) { throw FlowError("com.demo.Failure", text); });
}

StepPtr buildCrash(BuildContext& /*context*/, const Node& node) {
  return std::make_shared<Lambda>([text = node.properties.get("text")](Exchange&) { throw std::runtime_error(text); });
}

StepPtr buildWarn(BuildContext& context, const Node& node) {
  context.report(Severity::Warning, "DEMO-001", node, "It is odd.", "Look at it.");
  return std::make_shared<Lambda>([](Exchange&) {});
}

}  // namespace

CompilerBench::CompilerBench() {
  addProcess(*model, "Main");
  addStep("StartEvent", false, buildMark);
  addStep("TimerStartEvent", false, buildMark);
  addStep("Mark", false, buildMark);
  addStep("Fork", true, buildFork);
  addStep("Call", false, buildCall);
  addStep("Send", false, buildSend);
  addStep("Express", false, buildExpress);
  addStep("Wait", false, buildWait);
  addStep("Fail", false, buildFail);
  addStep("Crash", false, buildCrash);
  addStep("Warn", false, buildWarn);
}

void CompilerBench::addStep(const std::string& kind, bool ends_path,
                            std::function<StepPtr(BuildContext&, const Node&)> build) {
  StepSpec spec;
  spec.name = kind + " step";
  spec.kinds = {kind};
  spec.ends_path = ends_path;
  spec.logs_itself = kind == "Fork";
  spec.build = [this, build = std::move(build)](BuildContext& context, const Node& node) {
    ++builds[node.id];
    return build(context, node);
  };
  registries.steps.add(std::move(spec));
}

std::shared_ptr<const CompiledFlow> CompilerBench::compile() {
  return compileFlow(model, registries, services.services, diagnostics);
}

std::string CompilerBench::run(const CompiledFlow& flow, const Headers& headers) {
  last = std::make_shared<Run>(Run::Identity{.message_id = "M", .flow_id = flow.model().id}, LogLevel::Info,
                               services.clock);
  Exchange exchange(*last);
  exchange.headers() = headers;
  (void)flow.entries().at(0).body->process(exchange);
  return exchange.headers().text("trail");
}

}  // namespace iflowsim
