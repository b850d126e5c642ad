#include "security/mapping/key_uses.h"

#include <mutex>
#include <utility>

#include <nlohmann/json.hpp>
#include <sodium.h>

#include "runtime/base/file.h"
#include "security/material/whole_file.h"

namespace iflowsim {

namespace {

std::string namesOf(const Certificate& certificate) {
  return certificate.subject() + '\n' + certificate.issuer();
}

/// Whether the text is the hexadecimal form of a fingerprint, which it is read into.
bool readFingerprint(const std::string& hex, Fingerprint& fingerprint) {
  std::size_t size = 0;
  return sodium_hex2bin(fingerprint.data(), fingerprint.size(), hex.data(), hex.size(), nullptr, &size, nullptr) == 0 &&
         size == fingerprint.size() && hex.size() == 2 * size;
}

}  // namespace

KeyUses::KeyUses(std::filesystem::path file) : file_(std::move(file)) {
  read();
}

void KeyUses::read() {
  std::error_code error;
  if (!std::filesystem::exists(file_, error) && !error) return;
  const auto text = error ? std::nullopt : readFile(file_);
  try {
    if (text) {
      const nlohmann::json document = nlohmann::json::parse(*text);
      const nlohmann::json& entries = document.at("uses");
      for (const auto& [client, use] : entries.items()) {
        Use read{.not_before = TimePoint{std::chrono::milliseconds(use.at("not_before").get<std::int64_t>())},
                 .names = use.at("names").get<std::string>()};
        if (!readFingerprint(use.at("certificate").get<std::string>(), read.fingerprint)) break;
        uses_.emplace(client, std::move(read));
      }
      if (uses_.size() == entries.size()) return;
    }
  } catch (const nlohmann::json::exception&) {
    // What the file looks like says nothing to an operator: the text below does.
  }
  uses_.clear();
  unreadable_ =
      "The file '" + file_.string() +
      "' says which certificates unpinned service keys accepted last, and cannot be understood. Restore it, or "
      "remove it to start anew with the certificates that the keys were made with.";
}

Result<void> KeyUses::use(std::string_view client_id, const Certificate& presented, const Certificate& registered) {
  if (!unreadable_.empty()) return failure("KEYUSE-002", unreadable_);
  {
    const std::shared_lock lock(mutex_);
    const auto found = uses_.find(client_id);
    if (found != uses_.end() && found->second.fingerprint == presented.fingerprint()) return {};
  }
  const std::unique_lock lock(mutex_);
  const auto found = uses_.find(client_id);
  const std::string names = namesOf(presented);
  const bool counts = found != uses_.end() && found->second.names == names;
  const TimePoint last = counts ? found->second.not_before : registered.notBefore();
  const Fingerprint& accepted = counts ? found->second.fingerprint : registered.fingerprint();
  if (counts && accepted == presented.fingerprint()) return {};
  if (accepted != presented.fingerprint() && presented.notBefore() <= last) {
    return failure("KEYUSE-001",
                   "A certificate of this key that was issued later (or another issued at the same time) was used "
                   "already. Present that one, or renew it.");
  }
  Uses uses = uses_;
  uses.insert_or_assign(std::string(client_id), Use{presented.notBefore(), presented.fingerprint(), names});
  if (auto written = write(uses); !written) return failure("KEYUSE-002", written.error().text);
  uses_ = std::move(uses);
  return {};
}

Result<void> KeyUses::forget(std::string_view client_id) {
  if (!unreadable_.empty()) return failure("KEYUSE-002", unreadable_);
  const std::unique_lock lock(mutex_);
  Uses uses = uses_;
  const auto found = uses.find(client_id);
  if (found == uses.end()) return {};
  uses.erase(found);
  if (auto written = write(uses); !written) return failure("KEYUSE-002", written.error().text);
  uses_ = std::move(uses);
  return {};
}

Result<void> KeyUses::write(const Uses& uses) const {
  nlohmann::json entries = nlohmann::json::object();
  for (const auto& [client, use] : uses) {
    entries[client] = {{"not_before", use.not_before.time_since_epoch().count()},
                       {"certificate", toHex(use.fingerprint)},
                       {"names", use.names}};
  }
  if (auto folder = makePrivateFolder(file_.parent_path()); !folder) return folder;
  return writeWholeFile(file_, nlohmann::json{{"uses", entries}}.dump(1), FileReader::OwnerOnly);
}

}  // namespace iflowsim
