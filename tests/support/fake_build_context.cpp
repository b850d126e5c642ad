#include "tests/support/fake_build_context.h"

#include "runtime/message/exchange.h"

namespace iflowsim {

namespace {

class TinyExpression final : public Expression {
 public:
  explicit TinyExpression(std::string_view text) : text_(text) {}

  Value evaluate(const Exchange& exchange) const override {
    std::string result;
    std::string_view rest = text_;
    for (std::size_t open = rest.find("${"); open != std::string_view::npos; open = rest.find("${")) {
      const std::size_t close = rest.find('}', open);
      if (close == std::string_view::npos) break;
      result += rest.substr(0, open);
      result += lookUp(rest.substr(open + 2, close - open - 2), exchange);
      rest.remove_prefix(close + 1);
    }
    return Value(result += rest);
  }

 private:
  static std::string lookUp(std::string_view name, const Exchange& exchange) {
    constexpr std::string_view kHeader = "header.";
    constexpr std::string_view kProperty = "property.";
    if (name.starts_with(kHeader)) return exchange.headers().text(name.substr(kHeader.size()));
    if (name.starts_with(kProperty)) return exchange.properties().text(name.substr(kProperty.size()));
    return name == "body" || name == "in.body" ? exchange.body().text() : std::string();
  }

  std::string text_;
};

class TinyCondition final : public Predicate {
 public:
  explicit TinyCondition(std::string_view text) : text_(text) {}
  bool matches(const Exchange& exchange) const override { return text_.evaluate(exchange).toText() == "true"; }

 private:
  TinyExpression text_;
};

class TinyLanguage final : public ExpressionLanguage {
 public:
  std::string_view name() const override { return "simple"; }

  Result<ExpressionPtr> compile(std::string_view text, const ExpressionScope&) const override {
    if (!isClosed(text)) return failure("SIMPLE-001", "'" + std::string(text) + "' has no closing brace.");
    return std::make_shared<const TinyExpression>(text);
  }

  Result<PredicatePtr> compileCondition(std::string_view text, const ExpressionScope&) const override {
    if (!isClosed(text)) return failure("SIMPLE-001", "'" + std::string(text) + "' has no closing brace.");
    return std::make_shared<const TinyCondition>(text);
  }

 private:
  static bool isClosed(std::string_view text) {
    const std::size_t open = text.rfind("${");
    return open == std::string_view::npos || text.find('}', open) != std::string_view::npos;
  }
};

class DoesNothing final : public Step {
 public:
  Signal process(Exchange&) const override { return Signal::Continue; }
};

template <typename Compiled, typename Place>
Compiled valueOrReport(FakeBuildContext& context, Result<Compiled> compiled, const Place& place) {
  if (compiled) return *std::move(compiled);
  context.report(Severity::Error, compiled.error().code, place, compiled.error().text, "");
  return nullptr;
}

}  // namespace

FakeBuildContext::FakeBuildContext(FakeServices& services, const LanguageRegistry* languages)
    : services_(services), languages_(languages == nullptr ? tiny_ : *languages) {
  tiny_.add(std::make_unique<TinyLanguage>());
  model.id = "orders";
  model.name = "Orders";
}

StepPtr FakeBuildContext::compilePath(const Edge& edge) {
  const auto found = paths.find(edge.id);
  return found == paths.end() ? std::make_shared<const DoesNothing>() : found->second;
}

const Step* FakeBuildContext::localProcess(const Node& caller, const std::string& process_id) {
  if (const auto found = local_processes.find(process_id); found != local_processes.end()) return found->second.get();
  report(Severity::Error, "CALL-001", caller, "there is no local process '" + process_id + "'.", "");
  return nullptr;
}

std::shared_ptr<const Receiver> FakeBuildContext::receiverOf(const Node& node) {
  const auto found = receivers.find(node.id);
  return found == receivers.end() ? nullptr : found->second;
}

const Edge* FakeBuildContext::edge(std::string_view id) const {
  for (const Process& process : model.processes) {
    if (const Edge* found = process.graph.edge(id)) return found;
  }
  return nullptr;
}

ExpressionPtr FakeBuildContext::expression(std::string_view language, std::string_view text, const Node& node) {
  const ExpressionLanguage* known = languages_.find(language);
  if (known == nullptr) return nullptr;
  return valueOrReport(*this, known->compile(text, {model.namespaces}), node);
}

PredicatePtr FakeBuildContext::condition(std::string_view language, std::string_view text, const Node& node) {
  const ExpressionLanguage* known = languages_.find(language);
  if (known == nullptr) return nullptr;
  return valueOrReport(*this, known->compileCondition(text, {model.namespaces}), node);
}

ExpressionPtr FakeBuildContext::expression(std::string_view language, std::string_view text, const Channel& channel) {
  const ExpressionLanguage* known = languages_.find(language);
  if (known == nullptr) return nullptr;
  return valueOrReport(*this, known->compile(text, {model.namespaces}), channel);
}

void FakeBuildContext::report(Severity severity, const std::string& code, const Node& node, const std::string& message,
                              const std::string& remedy) {
  diagnostics.add({severity, code, node.place, node.kind, node.name, node.id, message, remedy});
}

void FakeBuildContext::report(Severity severity, const std::string& code, const Channel& channel,
                              const std::string& message, const std::string& remedy) {
  const std::string kind = channel.type + ' ' + std::string(toText(channel.direction)) + " channel";
  diagnostics.add({severity, code, channel.place, kind, channel.name, channel.id, message, remedy});
}

}  // namespace iflowsim
