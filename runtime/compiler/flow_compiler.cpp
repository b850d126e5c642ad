#include "runtime/compiler/flow_compiler.h"

#include <map>
#include <set>

#include "runtime/base/text.h"
#include "runtime/compiler/process_body.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

/// Compiles one flow; lives only as long as that takes.
class FlowCompiler final : public BuildContext {
 public:
  FlowCompiler(std::shared_ptr<const FlowModel> model, const Registries& registries, const Services& services,
               Diagnostics& diagnostics)
      : flow_(std::make_shared<CompiledFlow>(std::move(model))),
        registries_(registries),
        services_(services),
        diagnostics_(diagnostics),
        scope_{flow_->model().namespaces, services.scripts} {}

  std::shared_ptr<const CompiledFlow> compile();

  const FlowModel& flow() const override { return flow_->model(); }
  const Services& services() const override { return services_; }
  Surroundings surroundings() const override { return surroundings_; }
  StepPtr compilePath(const Edge& edge) override { return compileFrom(edge.target); }
  const Step* localProcess(const Node& caller, const std::string& process_id) override;
  std::shared_ptr<const Receiver> receiverOf(const Node& node) override;
  const Edge* edge(std::string_view id) const override { return graph_->edge(id); }
  ExpressionPtr expression(std::string_view language, std::string_view text, const Node& where) override {
    return compiled(language, text, where, &ExpressionLanguage::compile);
  }
  PredicatePtr condition(std::string_view language, std::string_view text, const Node& where) override {
    return compiled(language, text, where, &ExpressionLanguage::compileCondition);
  }
  ExpressionPtr expression(std::string_view language, std::string_view text, const Channel& where) override {
    return compiled(language, text, where, &ExpressionLanguage::compile);
  }
  void report(Severity severity, const std::string& code, const Node& where, const std::string& message,
              const std::string& remedy) override;
  void report(Severity severity, const std::string& code, const Channel& where, const std::string& message,
              const std::string& remedy) override;

 private:
  StepPtr compileProcess(const Process& process);
  StepPtr compileGraph(const NodeGraph& graph);
  StepPtr compileFrom(const std::string& node_id);
  StepPtr compileSteps(const Node* node);
  StepPtr compileNode(const Node& node, const StepSpec& spec);
  const Node* next(const Node& node) const;
  void compileEntry(const Process& process, const Step& body);
  void addSender(CompiledFlow::Entry& entry, const Channel& channel);
  void settleBlocking();

  template <typename Where, typename Compiled>
  Compiled compiled(std::string_view language, std::string_view text, const Where& where,
                    Result<Compiled> (ExpressionLanguage::*compile_method)(std::string_view, const ExpressionScope&)
                        const) {
    const ExpressionLanguage* found = registries_.languages.find(language);
    if (found == nullptr) {
      report(Severity::Error, "EXPR-001", where,
             "The expression language '" + std::string(language) + "' is not known.", "Use simple or xpath.");
      return nullptr;
    }
    Result<Compiled> result = (found->*compile_method)(text, scope_);
    if (result) {
      expressions_may_block_ = expressions_may_block_ || (*result)->mayBlock();
      return *result;
    }
    report(Severity::Error, result.error().code, where,
           "In the expression '" + std::string(text) + "': ", result.error().text);
    return nullptr;
  }

  std::shared_ptr<CompiledFlow> flow_;
  const Registries& registries_;
  const Services& services_;
  Diagnostics& diagnostics_;
  ExpressionScope scope_;
  bool expressions_may_block_ = false;
  // The graph being compiled, and what is known of it.
  const NodeGraph* graph_ = nullptr;
  Surroundings surroundings_;
  std::map<std::string, StepPtr> paths_;
  std::set<std::string> open_paths_;
};

std::shared_ptr<const CompiledFlow> FlowCompiler::compile() {
  const std::size_t problems_before = diagnostics_.size();
  for (const Process& process : flow().processes) {
    flow_->slots_.push_back(std::make_unique<CompiledFlow::ProcessSlot>(process.id));
  }
  for (std::size_t i = 0; i < flow().processes.size(); ++i) {
    const Process& process = flow().processes[i];
    flow_->slots_[i]->fill(compileProcess(process));
    if (!process.local) compileEntry(process, *flow_->slots_[i]);
  }
  for (std::size_t i = problems_before; i < diagnostics_.size(); ++i) {
    if (diagnostics_.items()[i].severity == Severity::Error) return nullptr;
  }
  settleBlocking();
  return flow_;
}

StepPtr FlowCompiler::compileProcess(const Process& process) {
  surroundings_ = {.local_process = process.local, .exception_subprocess = false};
  StepPtr steps = compileGraph(process.graph);
  StepPtr handler;
  if (process.exception_subprocess) {
    surroundings_.exception_subprocess = true;
    handler = compileGraph(process.exception_subprocess->graph);
  }
  return std::make_shared<ProcessBody>(
      std::move(steps), std::move(handler),
      ProcessBody::Options{.local = process.local, .catches_escaped = services_.options.local_exception_bubbles});
}

StepPtr FlowCompiler::compileGraph(const NodeGraph& graph) {
  graph_ = &graph;
  paths_.clear();
  const Node* start = graph.start();
  return start == nullptr ? std::make_shared<Sequence>(std::vector<StepPtr>{}) : compileFrom(start->id);
}

StepPtr FlowCompiler::compileFrom(const std::string& node_id) {
  if (const auto known = paths_.find(node_id); known != paths_.end()) return known->second;
  const Node* node = graph_->node(node_id);
  // The bundle reader has reported both cases below; the compiler only must not run away.
  if (node == nullptr || !open_paths_.insert(node_id).second) {
    return std::make_shared<Sequence>(std::vector<StepPtr>{});
  }
  StepPtr path = compileSteps(node);
  open_paths_.erase(node_id);
  paths_[node_id] = path;
  return path;
}

StepPtr FlowCompiler::compileSteps(const Node* node) {
  std::vector<StepPtr> steps;
  while (node != nullptr) {
    const StepSpec* spec = registries_.steps.find(node->kind);
    if (spec == nullptr) {
      report(Severity::Error, "STEP-001", *node, "Steps of the kind '" + node->kind + "' are not supported.",
             "Remove the step, or answer what it does with a stub.");
    } else if (StepPtr step = compileNode(*node, *spec)) {
      steps.push_back(std::move(step));
    }
    if (spec != nullptr && spec->ends_path) break;
    node = next(*node);
    // Paths that converge share what follows.
    if (node != nullptr && node->incoming.size() > 1) {
      steps.push_back(compileFrom(node->id));
      break;
    }
  }
  if (steps.size() == 1) return steps.front();
  return std::make_shared<Sequence>(std::move(steps));
}

StepPtr FlowCompiler::compileNode(const Node& node, const StepSpec& spec) {
  StepPtr step = spec.build(*this, node);
  if (!step || spec.logs_itself) return step;
  return std::make_shared<RecordedStep>(node, std::move(step));
}

const Node* FlowCompiler::next(const Node& node) const {
  // The bundle reader has reported steps that more than one sequence flow leaves.
  const Edge* way = node.outgoing.empty() ? nullptr : graph_->edge(node.outgoing.front());
  return way == nullptr ? nullptr : graph_->node(way->target);
}

void FlowCompiler::compileEntry(const Process& process, const Step& body) {
  const Node* start = process.graph.start();
  if (start == nullptr) return;
  CompiledFlow::Entry entry{.process = &process, .senders = {}, .sender_name = {}, .body = &body};
  if (start->kind == "TimerStartEvent") {
    Channel timer{.id = start->id,
                  .name = start->name,
                  .type = "Timer",
                  .direction = Direction::Sender,
                  .node = start->id,
                  .place = start->place};
    timer.properties = start->event_properties;
    addSender(entry, timer);
  }
  for (const Channel* channel : flow().channelsOf(start->id)) {
    if (channel->direction != Direction::Sender) continue;
    entry.sender_name = channel->participant;
    addSender(entry, *channel);
  }
  flow_->entries_.push_back(std::move(entry));
}

void FlowCompiler::addSender(CompiledFlow::Entry& entry, const Channel& channel) {
  const AdapterSpec* spec = registries_.adapters.find(channel);
  if (spec == nullptr || !spec->build_sender) {
    report(Severity::Error, "ADAPTER-001", channel,
           "Sender channels of the type '" + channel.type + "' are not supported.",
           "Start the flow through another sender adapter.");
    return;
  }
  if (auto sender = spec->build_sender(*this, channel)) entry.senders.push_back(std::move(sender));
}

const Step* FlowCompiler::localProcess(const Node& caller, const std::string& process_id) {
  for (const auto& slot : flow_->slots_) {
    if (slot->processId() == process_id) return slot.get();
  }
  report(Severity::Error, "CALL-001", caller, "The called process '" + process_id + "' does not exist.",
         "Choose one of the flow's local integration processes.");
  return nullptr;
}

std::shared_ptr<const Receiver> FlowCompiler::receiverOf(const Node& node) {
  for (const Channel* channel : flow().channelsOf(node.id)) {
    if (channel->direction != Direction::Receiver) continue;
    const AdapterSpec* spec = registries_.adapters.find(*channel);
    if (spec != nullptr && spec->build_receiver) return spec->build_receiver(*this, *channel);
    report(Severity::Error, "ADAPTER-002", *channel,
           "Receiver channels of the type '" + channel->type + "' are not supported.",
           "Call the receiver through another adapter.");
    return nullptr;
  }
  return nullptr;
}

void FlowCompiler::settleBlocking() {
  // Processes may call each other, so the answer is that of the fixed point; it only ever turns from no to yes.
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& slot : flow_->slots_) changed = slot->refreshMayBlock() || changed;
  }
  for (CompiledFlow::Entry& entry : flow_->entries_) {
    entry.may_block = expressions_may_block_ || entry.body->mayBlock();
  }
}

void FlowCompiler::report(Severity severity, const std::string& code, const Node& where, const std::string& message,
                          const std::string& remedy) {
  const StepSpec* spec = registries_.steps.find(where.kind);
  diagnostics_.add(
      {severity, code, where.place, spec == nullptr ? where.kind : spec->name, where.name, where.id, message, remedy});
}

void FlowCompiler::report(Severity severity, const std::string& code, const Channel& where, const std::string& message,
                          const std::string& remedy) {
  const std::string kind = where.type + ' ' + toLower(toText(where.direction)) + " channel";
  diagnostics_.add({severity, code, where.place, kind, where.name, where.id, message, remedy});
}

std::shared_ptr<const CompiledFlow> compileFlow(std::shared_ptr<const FlowModel> model, const Registries& registries,
                                                const Services& services, Diagnostics& diagnostics) {
  return FlowCompiler(std::move(model), registries, services, diagnostics).compile();
}

}  // namespace iflowsim
