#pragma once

#include <functional>
#include <initializer_list>
#include <iosfwd>
#include <string>
#include <vector>

#include "app/verbs/server_verb.h"

namespace iflowsim {

/// A verb of several actions on things of one kind: `iflowsim user list`, `iflowsim user set bob --role ...`. The
/// common options may stand behind those of the action.
class ActionVerb : public ServerVerb {
 protected:
  struct Action {
    const char* name;
    const char* summary;
    /// Declares what the action takes.
    std::function<void(CLI::App& command)> options;
    std::function<Result<int>(ManagementClient& server, Console& console)> run;
  };
  /// A column of a list: its heading and the member it shows.
  struct Column {
    const char* heading;
    const char* member;
  };

  /// The actions in the order of the help.
  virtual std::vector<Action> actions() = 0;
  /// For the help: examples, and what one must know.
  virtual std::string footer() const = 0;

  /// Prints the answer as JSON when that is asked for, otherwise the list of its member as a table.
  Result<int> list(const Result<nlohmann::json>& answer, const char* member, std::initializer_list<Column> columns,
                   Console& console) const;
  /// Prints the answer as JSON when that is asked for, otherwise the sentence.
  Result<int> tell(const Result<nlohmann::json>& answer, const std::string& sentence, Console& console) const;

 private:
  void addOptions(CLI::App& command) final;
  Result<int> talk(ManagementClient& server, Console& console) final;

  std::vector<Action> actions_;
  std::vector<CLI::App*> commands_;
};

/// Puts what options gave into the body of a call; what was not given stays away.
void put(nlohmann::json& body, const char* member, const std::vector<std::string>& given);
void put(nlohmann::json& body, const char* member, const std::string& given);

}  // namespace iflowsim
