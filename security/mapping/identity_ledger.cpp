#include "security/mapping/identity_ledger.h"

#include <utility>

#include "runtime/base/log.h"

namespace iflowsim {

namespace {

constexpr IdentityParts kEverything{.users = true, .mappings = true, .keys = true, .clients = true};

tl::unexpected<Error> diskFailed(const std::string& text) {
  return failure("IDENTITY-500", text);
}

void addFinding(Diagnostics& findings, Severity severity, const char* code, const std::string& message) {
  findings.add({.severity = severity, .code = code, .place = {}, .message = message, .remedy = {}});
}

}  // namespace

tl::unexpected<Error> wrongInput(std::string text) {
  return failure("IDENTITY-400", std::move(text));
}

tl::unexpected<Error> notThere(const std::string& what) {
  return failure("IDENTITY-404", "There is no " + what + ". Check the name.");
}

tl::unexpected<Error> standsInFile(const std::string& what, const std::string& origin) {
  return failure("IDENTITY-409", what + " stands in '" + origin + "'. Change it in that file.");
}

tl::unexpected<Error> taken(std::string text) {
  return failure("IDENTITY-409", std::move(text));
}

Result<void> unlessProblem(std::string problem) {
  if (problem.empty()) return {};
  return wrongInput(std::move(problem));
}

IdentityStore::Ledger::Ledger(const Clock& clock, Options options)
    : clock_(clock),
      options_(std::move(options)),
      file_(options_.state / "security" / "identities.json"),
      maker_(clock, options_.state / "security", options_.subdomain),
      uses_(std::make_shared<KeyUses>(options_.state / "security" / "key-uses.json")) {
  if (auto entered = readEntered(file_)) {
    entered_ = std::move(*entered);
  } else {
    unreadable_ = entered.error().text;
  }
  TenantIdentities::Parts nobody;
  nobody.mode = options_.mode;
  // Told to nobody: who listens may not be complete yet.
  current_ = assemble(sources(), *TenantIdentities::make(std::move(nobody)), kEverything);
}

std::shared_ptr<const TenantIdentities> IdentityStore::Ledger::current() const {
  const std::shared_lock lock(current_mutex_);
  return current_;
}

Diagnostics IdentityStore::Ledger::load(const std::filesystem::path& folder) {
  const std::unique_lock lock(change_mutex_);
  auto [changed, findings] = files_.load(folder, {.count = options_.max_mappings, .bytes = options_.max_mapping_bytes});
  findings.append(judgeEntered(files_, entered_, file_.string()));
  if (!unreadable_.empty()) addFinding(findings, Severity::Error, "IDENTITY-003", unreadable_);
  if (!uses_->unreadable().empty()) addFinding(findings, Severity::Error, "IDENTITY-004", uses_->unreadable());
  // Roles of what was entered may come from groups of the file.
  if (changed.any()) publish(assemble(sources(), *current(), changed));
  return findings;
}

Result<void> IdentityStore::Ledger::change(IdentityParts changed, const Edit& edit) {
  const std::unique_lock lock(change_mutex_);
  if (!unreadable_.empty()) return diskFailed(unreadable_);
  EnteredIdentities edited = entered_;
  if (auto allowed = edit(edited); !allowed) return allowed;
  if (auto written = writeEntered(file_, edited); !written) return diskFailed(written.error().text);
  entered_ = std::move(edited);
  publish(assemble(sources(), *current(), changed));
  return {};
}

void IdentityStore::Ledger::publish(std::shared_ptr<const TenantIdentities> identities) {
  {
    const std::unique_lock lock(current_mutex_);
    current_ = identities;
  }
  ++generation_;
  if (options_.on_change) options_.on_change(identities);
}

void IdentityStore::Ledger::forgetUses(const std::string& client_id) {
  // The id is never given to another key, so what is left over harms nobody.
  if (auto forgotten = uses_->forget(client_id); !forgotten) log::warn(forgotten.error().text, {{"key", client_id}});
}

Result<std::filesystem::path> IdentityStore::Ledger::authority() {
  const std::unique_lock lock(change_mutex_);
  auto path = maker_.authority();
  if (!path) return diskFailed(path.error().text);
  return path;
}

}  // namespace iflowsim
