#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "iflows/model/flow_model.h"
#include "runtime/base/diagnostic.h"
#include "runtime/spi/expression.h"
#include "runtime/spi/services.h"
#include "runtime/spi/step.h"

namespace iflowsim {

class Receiver;

/// What the compiler lends a component while it is built. Lives only during the deployment; keep nothing of it but
/// `services()` and what it returned. Problems are reported, not thrown: report and return null.
class BuildContext {
 public:
  virtual ~BuildContext() = default;

  virtual const FlowModel& flow() const = 0;
  virtual const Services& services() const = 0;

  /// Where the node being built stands.
  struct Surroundings {
    bool local_process = false;
    bool exception_subprocess = false;
  };
  virtual Surroundings surroundings() const = 0;

  /// The rest of the path behind a sequence flow, up to its end; shared by converging paths. Never null.
  virtual StepPtr compilePath(const Edge& edge) = 0;
  /// The local process of that id, callable once the flow is built; recursion is allowed. Null and a diagnostic when
  /// there is none. Lives as long as the compiled flow.
  virtual const Step* localProcess(const Node& caller, const std::string& process_id) = 0;
  /// The receiver of the channel at that node. Null when no channel is attached, or with a diagnostic when it cannot
  /// be built.
  virtual std::shared_ptr<const Receiver> receiverOf(const Node& node) = 0;
  /// The sequence flow of that id in the process being compiled; null when absent.
  virtual const Edge* edge(std::string_view id) const = 0;

  /// Compiles an expression in `simple` or `xpath`; null and a diagnostic at the node when it is wrong.
  virtual ExpressionPtr expression(std::string_view language, std::string_view text, const Node& where) = 0;
  virtual PredicatePtr condition(std::string_view language, std::string_view text, const Node& where) = 0;
  virtual ExpressionPtr expression(std::string_view language, std::string_view text, const Channel& where) = 0;

  virtual void report(Severity severity, const std::string& code, const Node& where, const std::string& message,
                      const std::string& remedy) = 0;
  virtual void report(Severity severity, const std::string& code, const Channel& where, const std::string& message,
                      const std::string& remedy) = 0;
};

}  // namespace iflowsim
