#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "iflows/model/resources.h"
#include "runtime/base/result.h"
#include "runtime/message/exchange.h"
#include "runtime/message/value.h"

namespace iflowsim {

/// What the function of an entry is to a stylesheet is the form of its result, `Bytes` or `String`; in place of its
/// file may stand `header:<name>`, then that header of the message names it.
/// XPath: see `ScriptEngine::compileXPath`, which is the way to it.
enum class ScriptLanguage { Groovy, JavaScript, Xslt, XPath };

/// A bundle whose scripts run: that of the flow, or a script collection. Its scripts see each other, its jars and its
/// files. Source: script-api section 1.
struct ScriptBundle {
  /// Bundle-SymbolicName.
  std::string id;
  Resources resources;
};

/// Which function of which file a step calls.
struct ScriptEntry {
  ScriptLanguage language = ScriptLanguage::Groovy;
  /// A key of the bundle's resources: `src/main/resources/script/orders.groovy`.
  std::string file;
  std::string function = "processData";
};

/// Where a script is called from; for error texts and log lines.
struct ScriptCaller {
  std::string flow_id;
  std::string step_id;
};

/// Why a script cannot run, as its compiler says it.
struct ScriptProblem {
  /// Starts at 1; 0: unknown.
  int line = 0;
  int column = 0;
  /// What is wrong, in one line: `unable to resolve class Message`.
  std::string text;
};

/// A script as it was deployed. Immutable, called from several threads at once. Must not outlive its engine.
class Script {
 public:
  virtual ~Script() = default;

  /// None when it can run. A script that does not compile is deployed all the same, and fails its messages.
  virtual const std::optional<ScriptProblem>& problem() const = 0;

  /// Calls the function with the message and takes over what it did to body, headers, properties and attachments, and
  /// what it wrote to the log of the run. Objects that no step outside of the scripts knows come back as OpaqueValue,
  /// and the next script sees the very same object.
  ///
  /// Throws FlowError `javax.script.ScriptException` when the script fails, does not compile, takes too long, or its
  /// host dies; the text names script and line. A stylesheet that fails throws what Saxon throws, such as
  /// `net.sf.saxon.trans.XPathException`. What it changed before stays. Waits for the script.
  virtual void run(Exchange& exchange) const = 0;
};

using ScriptPtr = std::shared_ptr<const Script>;

/// An expression of XPath 3.1 on the body of a message; `$name` is the header of that name, else the property.
/// Immutable, used by many threads. Must not outlive its engine.
class NewerXPath {
 public:
  virtual ~NewerXPath() = default;

  /// None when it can be evaluated.
  virtual const std::optional<ScriptProblem>& problem() const = 0;

  /// Nodes, and several values, are XmlNodes; numbers are doubles, or text when they are whole and too large for that.
  /// Throws FlowError `javax.xml.xpath.XPathExpressionException`. Waits for the script host.
  virtual Value evaluate(const Exchange& exchange) const = 0;
  /// XPath's boolean value of it. Throws and waits as evaluate does.
  virtual bool matches(const Exchange& exchange) const = 0;
};

using NewerXPathPtr = std::shared_ptr<const NewerXPath>;

/// Runs scripts. Owned by the application, outlives every deployment. Thread-safe.
class ScriptEngine {
 public:
  virtual ~ScriptEngine() = default;

  /// Compiles at deployment; starts what scripts need, if nothing did before. The error says what is missing on this
  /// machine (`SCRIPT-005`); a script that is wrong is no error, see `Script::problem`.
  virtual Result<ScriptPtr> compile(const ScriptBundle& bundle, const ScriptEntry& entry,
                                    const ScriptCaller& caller) = 0;

  /// Compiles an expression at deployment, with its prefixes; the prefixes xs, fn, math, map and array are known.
  /// Errors as `compile`; an engine without XPath says so by one.
  virtual Result<NewerXPathPtr> compileXPath(const std::string& /*text*/,
                                             const std::map<std::string, std::string>& /*namespaces*/) {
    return failure("SCRIPT-005", "XPath 2.0 and later cannot be evaluated here.");
  }

  /// The script collection of that Bundle-SymbolicName; none when the tenant has none. Source: iflow-format section 1.
  virtual std::optional<ScriptBundle> collection(const std::string& id) const = 0;
};

}  // namespace iflowsim
