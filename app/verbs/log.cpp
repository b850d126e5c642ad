#include <array>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/saved_message/message_folder.h"
#include "app/verbs/local_time.h"
#include "app/verbs/server_verb.h"
#include "app/verbs/table.h"
#include "app/verbs/trace_export.h"

namespace iflowsim {

namespace {

using Json = nlohmann::json;

struct Field {
  const char* member;
  const char* title;
};

constexpr std::array kFields{Field{"messageId", "Message"},
                             Field{"flow", "Flow"},
                             Field{"status", "Status"},
                             Field{"customStatus", "Custom status"},
                             Field{"start", "Start"},
                             Field{"end", "End"},
                             Field{"durationMilliseconds", "Duration (ms)"},
                             Field{"logLevel", "Log level"},
                             Field{"correlationId", "Correlation id"},
                             Field{"predecessorId", "Predecessor id"},
                             Field{"decision", "Decision"},
                             Field{"applicationId", "Application id"},
                             Field{"messageType", "Message type"},
                             Field{"sender", "Sender"},
                             Field{"receiver", "Receiver"},
                             Field{"error", "Error"},
                             Field{"errorStep", "Failed step"},
                             Field{"intermediateError", "Handled error"}};

void printFields(const Json& message, std::ostream& out) {
  for (const Field& field : kFields) {
    const std::string text = toLocalTime(textOf(message, field.member));
    if (!text.empty())
      out << field.title << std::string(16 - std::string_view(field.title).size(), ' ') << text << '\n';
  }
}

void printPairs(const char* title, const Json& pairs, const std::string& indent, std::ostream& out) {
  if (pairs.empty()) return;
  out << indent << title << ":\n";
  for (const Json& pair : pairs)
    out << indent << "  " << textOf(pair, "name") << " = " << textOf(pair, "value") << '\n';
}

void printSteps(const Json& steps, std::ostream& out) {
  if (steps.empty()) return;
  out << '\n';
  Table table({"#", "STEP", "ID", "KIND", "START", "MICROSECONDS", "ERROR"});
  for (const Json& step : steps) {
    table.add({textOf(step, "number"), textOf(step, "name"), textOf(step, "id"), textOf(step, "kind"),
               toLocalTime(textOf(step, "start")), textOf(step, "durationMicroseconds"), textOf(step, "error")});
  }
  table.print(out);
}

void printSnapshot(const char* title, const Json& step, const char* member, std::ostream& out) {
  const auto found = step.find(member);
  if (found == step.end() || found->is_null()) return;
  out << "  " << title << ":\n";
  printPairs("Headers", found->at("headers"), "    ", out);
  printPairs("Properties", found->at("properties"), "    ", out);
  out << "    Body:\n" << textOf(*found, "body") << '\n';
}

void printTrace(const Json& steps, std::ostream& out) {
  for (const Json& step : steps) {
    out << "\nStep " << textOf(step, "number") << ' ' << textOf(step, "name") << " (" << textOf(step, "id") << ")\n";
    printPairs("Step properties", step.at("properties"), "  ", out);
    printSnapshot("Before", step, "before", out);
    printSnapshot("After", step, "after", out);
  }
}

class ShowLog final : public ServerVerb {
 public:
  std::string name() const override { return "log"; }
  std::string summary() const override { return "Show one message of the processing log, step by step"; }

 protected:
  void addOptions(CLI::App& command) override {
    command.add_option("id", id_, "Message id, as 'iflowsim logs' lists it")->required();
    command.add_flag("--trace", trace_, "Show headers, properties and body before and after every step");
    auto* folder =
        command.add_option("--export", export_, "Write the message, as it was before a step, to this folder");
    command.add_option("--step", moment_.step, "Number, id or name of that step; else the one that failed")
        ->needs(folder);
    command.add_flag("--after", moment_.is_after, "As it was after the step")->needs(folder);
    command.footer(
        "Steps are kept of failed messages, and of all at level DEBUG; what --trace and --export show is kept at level "
        "TRACE:\n"
        "  iflowsim log-level Orders TRACE\n"
        "Examples:\n  iflowsim log AGpyvUXK... \n  iflowsim log AGpyvUXK... --trace --json\n"
        "  iflowsim log AGpyvUXK... --export message --step 'Map order' && iflowsim script map.groovy --message "
        "message");
  }

  Result<int> talk(ManagementClient& server, Console& console) override {
    ManagementClient::Query query;
    if (trace_ || !export_.empty()) query.emplace_back("trace", "true");
    auto message = server.get(ManagementClient::logPath(id_), query);
    if (!message) return tl::unexpected<Error>(message.error());
    if (!export_.empty()) return exportMessage(*message, console);
    if (json()) {
      console.out << toText(*message) << '\n';
      return exit_code::kDone;
    }
    printFields(*message, console.out);
    printPairs("Custom headers", message->at("customHeaders"), "", console.out);
    for (const Json& attachment : message->at("attachments")) {
      console.out << "Attachment      " << textOf(attachment, "name") << " (" << textOf(attachment, "mediaType") << ", "
                  << textOf(attachment, "size") << " bytes)\n";
    }
    printSteps(message->at("steps"), console.out);
    if (trace_) printTrace(message->at("steps"), console.out);
    return exit_code::kDone;
  }

 private:
  Result<int> exportMessage(const Json& answer, Console& console) const {
    const auto message = messageAt(answer, moment_);
    if (!message) return tl::unexpected<Error>(message.error());
    if (auto done = writeSavedMessage(*message, export_); !done) return tl::unexpected<Error>(done.error());
    if (json()) {
      console.out << toText({{"folder", export_}}) << '\n';
    } else {
      console.out << "The message is in " << export_ << ". Attachments are in no trace.\n";
    }
    return exit_code::kDone;
  }

  std::string id_;
  std::string export_;
  TracedMoment moment_;
  bool trace_ = false;
};

}  // namespace

void register_log(VerbRegistry& registry) {
  registry.add(std::make_unique<ShowLog>());
}

}  // namespace iflowsim
