#include <ostream>

#include <CLI/CLI.hpp>

#include "app/verbs/password_input.h"
#include "app/verbs/verb.h"
#include "security/mapping/stored_password.h"

namespace iflowsim {

namespace {

class HashPassword final : public Verb {
 public:
  std::string name() const override { return "hash-password"; }
  std::string summary() const override { return "Read a password and print the hash for security/users.yaml"; }

  void setup(CLI::App& command) override {
    command.add_flag("--json", json_, "Print JSON for programs");
    command.footer(
        "The password is read from standard input, up to the end of the first line, and never from an argument.\n"
        "Example:\n  iflowsim hash-password\n"
        "and in <tenant>/security/users.yaml:\n"
        "  users:\n    - name: alice\n      password_hash: $argon2id$...\n      groups: [senders]\n"
        "  groups:\n    - name: senders\n      roles: [ESBMessaging.send]");
  }

  int run(Console& console) override {
    const std::string password = readPassword(console);
    if (password.empty()) {
      console.err << "error PASSWORD-002 There is no password on standard input. Type one, or pipe it in.\n";
      return exit_code::kUnusable;
    }
    const std::string hash = hashPassword(password);
    // Argon2id hashes are made of characters that need no escaping.
    console.out << (json_ ? "{\"password_hash\": \"" + hash + "\"}" : hash) << '\n';
    return exit_code::kDone;
  }

 private:
  bool json_ = false;
};

}  // namespace

void register_hash_password(VerbRegistry& registry) {
  registry.add(std::make_unique<HashPassword>());
}

}  // namespace iflowsim
