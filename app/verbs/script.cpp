#include <algorithm>
#include <array>
#include <mutex>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/saved_message/message_folder.h"
#include "app/verbs/script_bundle.h"
#include "app/verbs/script_page.h"
#include "app/verbs/script_tenant.h"
#include "app/verbs/verb.h"
#include "runtime/base/ids.h"
#include "runtime/base/text.h"
#include "runtime/message/run.h"

namespace iflowsim {

namespace {

constexpr std::array kLevels{LogLevel::None, LogLevel::Error, LogLevel::Info, LogLevel::Debug, LogLevel::Trace};

/// Lines that come from the process of the scripts, on a thread of its own.
class LineCollector {
 public:
  ScriptSettings::Log log() {
    return [this](log::Level level, std::string_view text, log::Fields /*fields*/) {
      // Words of the virtual machine, not of the script.
      if (level == log::Level::Debug) return;
      const std::lock_guard lock(mutex_);
      lines_.push_back({level, std::string(text)});
    };
  }
  std::vector<ScriptLine> take() {
    const std::lock_guard lock(mutex_);
    return std::move(lines_);
  }

 private:
  std::mutex mutex_;
  /// Guarded by mutex_.
  std::vector<ScriptLine> lines_;
};

void printFailure(const FlowError& error, const std::optional<ScriptProblem>& problem, const std::string& file,
                  std::ostream& err) {
  if (problem) {
    err << file << ':' << problem->line << ':' << problem->column << ": " << problem->text << '\n';
  } else {
    err << "The script failed: " << error.describe() << '\n';
  }
  if (const auto hint = error.detail("hint"); !hint.empty()) err << "Likely cause: " << hint << '\n';
}

class RunScript final : public Verb {
 public:
  std::string name() const override { return "script"; }
  std::string summary() const override { return "Run one script on a saved message"; }

  void setup(CLI::App& command) override {
    command.add_option("script", file_, "File of the script, or its name in the bundle")->required();
    command.add_option("--message", message_, "Folder of the message; without it an empty one");
    command.add_option("--function", function_,
                       "Function to call, else processData; of a stylesheet: String or Bytes, the kind of its output");
    command.add_option("--log-level", level_, "NONE, ERROR, INFO, DEBUG or TRACE")->capture_default_str();
    command.add_option("--bundle", bundle_, "Bundle, folder or zip with further scripts, jars and resources");
    command.add_option("--tenant", tenant_, "Take credentials, keys, values and settings from this tenant's folder");
    command.add_option("--out", out_, "Write the message, as the script left it, to this folder");
    command.footer(
        "A message is a folder: body (any ending), headers.yaml, properties.yaml, attachments/; docs/scripts.md tells "
        "more. 'iflowsim log ID --export FOLDER' makes one of a trace. Changes are marked: * changed, + new, - gone.\n"
        "Ends with 0, with 1 when the script failed, with 2 when a file cannot be used.\n"
        "Examples:\n  iflowsim script map.groovy --message order\n"
        "  iflowsim script map.groovy --message order --bundle orders.zip --tenant my-tenant --out mapped");
  }

  int run(Console& console) override {
    const auto* level = std::find_if(kLevels.begin(), kLevels.end(),
                                     [this](LogLevel one) { return equalsIgnoreCase(level_, toText(one)); });
    if (level == kLevels.end()) {
      console.err << "--log-level takes one of NONE, ERROR, INFO, DEBUG, TRACE.\n";
      return exit_code::kUnusable;
    }
    const ScriptTenant tenant(tenant_);
    console.err << tenant.findings().toText();
    if (tenant.findings().hasErrors()) return exit_code::kUnusable;
    const Result<int> outcome = call(tenant, *level, console);
    if (outcome) return *outcome;
    console.err << "error " << outcome.error().code << ' ' << outcome.error().text << '\n';
    return exit_code::kUnusable;
  }

 private:
  Result<SavedMessage> message() const {
    return message_.empty() ? Result<SavedMessage>(SavedMessage{}) : readSavedMessage(message_);
  }

  Result<int> call(const ScriptTenant& tenant, LogLevel level, Console& console) const {
    const auto saved = message();
    if (!saved) return tl::unexpected<Error>(saved.error());
    auto lone = readScript(file_, bundle_);
    if (!lone) return tl::unexpected<Error>(lone.error());
    if (!function_.empty()) lone->entry.function = function_;
    LineCollector lines;
    auto engine = tenant.engine(lines.log());
    const Result<int> outcome = callOn(*engine, *lone, *saved, level, console);
    // Its last lines come when it ends.
    engine.reset();
    console.out << toText(lines.take());
    return outcome;
  }

  Result<int> callOn(ScriptEngine& engine, const LoneScript& lone, const SavedMessage& saved, LogLevel level,
                     Console& console) const {
    const auto script = engine.compile(lone.bundle, lone.entry, {lone.bundle.id, "script"});
    if (!script) return tl::unexpected<Error>(script.error());
    const SystemClock clock;
    const std::string id = saved.message_id.empty() ? makeMessageId(clock.now()) : saved.message_id;
    Run run({.message_id = id, .correlation_id = id, .flow_id = lone.bundle.id}, level, clock);
    Exchange exchange(run);
    try {
      restore(saved, exchange);
    } catch (const FlowError& error) {
      return failure("MESSAGE-001", "The SOAP headers of the message cannot be read: " + error.describe());
    }
    const SavedMessage before = savedMessageOf(exchange);
    const bool is_done = runOn(**script, lone.entry.file, exchange, console);
    const SavedMessage after = savedMessageOf(exchange);
    console.out << toText(ScriptOutcome{before, after, run});
    if (!out_.empty()) {
      if (auto done = writeSavedMessage(after, out_); !done) return tl::unexpected<Error>(done.error());
    }
    return is_done ? exit_code::kDone : exit_code::kFailed;
  }

  /// Whether it went well.
  static bool runOn(const Script& script, const std::string& file, Exchange& exchange, Console& console) {
    const std::size_t step = exchange.run().beginStep("script", file, "Script", exchange);
    std::string problem;
    try {
      script.run(exchange);
    } catch (const FlowError& error) {
      printFailure(error, script.problem(), file, console.err);
      problem = error.describe();
    }
    exchange.run().endStep(step, problem, exchange);
    return problem.empty();
  }

  std::string file_;
  std::string message_;
  std::string function_;
  std::string level_ = "DEBUG";
  std::string bundle_;
  std::string tenant_;
  std::string out_;
};

}  // namespace

void register_script(VerbRegistry& registry) {
  registry.add(std::make_unique<RunScript>());
}

}  // namespace iflowsim
