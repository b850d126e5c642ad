#pragma once

#include <map>
#include <memory>
#include <string>

#include "runtime/spi/adapter.h"
#include "runtime/spi/build_context.h"
#include "runtime/spi/registry.h"
#include "tests/support/fake_services.h"

namespace iflowsim {

/// Builds one step or adapter without a compiler. What the component may ask for is put into the public members before;
/// what it reports is in `diagnostics` after. Expressions are compiled by the registry given, or without one by a tiny
/// language: literal text with `${header.x}`, `${property.x}` and `${body}`; its conditions hold when the text is
/// `true`. For one thread; the services and the registry must outlive it.
class FakeBuildContext final : public BuildContext {
 public:
  explicit FakeBuildContext(FakeServices& services, const LanguageRegistry* languages = nullptr);

  FlowModel model;
  Surroundings where;
  /// Steps by id of the sequence flow they stand behind; others get a step that does nothing.
  std::map<std::string, StepPtr> paths;
  std::map<std::string, StepPtr> local_processes;
  /// Receivers by node id.
  std::map<std::string, std::shared_ptr<const Receiver>> receivers;
  Diagnostics diagnostics;

  const FlowModel& flow() const override { return model; }
  const Services& services() const override { return services_.services; }
  Surroundings surroundings() const override { return where; }
  StepPtr compilePath(const Edge& edge) override;
  const Step* localProcess(const Node& caller, const std::string& process_id) override;
  std::shared_ptr<const Receiver> receiverOf(const Node& node) override;
  const Edge* edge(std::string_view id) const override;
  ExpressionPtr expression(std::string_view language, std::string_view text, const Node& node) override;
  PredicatePtr condition(std::string_view language, std::string_view text, const Node& node) override;
  ExpressionPtr expression(std::string_view language, std::string_view text, const Channel& channel) override;
  void report(Severity severity, const std::string& code, const Node& node, const std::string& message,
              const std::string& remedy) override;
  void report(Severity severity, const std::string& code, const Channel& channel, const std::string& message,
              const std::string& remedy) override;

 private:
  FakeServices& services_;
  LanguageRegistry tiny_;
  const LanguageRegistry& languages_;
};

}  // namespace iflowsim
