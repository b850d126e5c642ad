#include "adapters/shared/channel_access.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/shared/channel_text.h"
#include "iflows/model/row_table.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr const char* kCertificates = "clientCertificates";

/// The first of the names that has a value, or empty.
std::string firstOf(const PropertyTable& properties, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const std::string_view value = trim(properties.get(name));
    if (!value.empty()) return std::string(value);
  }
  return {};
}

std::string firstOf(const TableRow& row, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const std::string_view value = trim(row.cell(name));
    if (!value.empty()) return std::string(value);
  }
  return {};
}

/// Reads one channel, reporting as it goes.
class AccessReader {
 public:
  AccessReader(BuildContext& build, const Channel& channel) : build_(build), channel_(channel) {}

  std::optional<AccessRule> read() {
    const std::string_view kind = trim(channel_.properties.get("senderAuthType"));
    rule_.csrf_protected = isSwitchedOn(channel_.properties.get("xsrfProtection"));
    if (kind.empty()) return readOldChannel();
    if (equalsIgnoreCase(kind, "RoleBased")) return withRole(channel_.properties);
    if (equalsIgnoreCase(kind, "ClientCertificate")) return withCertificates(channel_.properties);
    build_.report(Severity::Error, "ACCESS-001", channel_,
                  "Authorization is '" + channel_.properties.get("senderAuthType") + "', which is not known.",
                  "Choose User Role (RoleBased) or Client Certificate (ClientCertificate).");
    return std::nullopt;
  }

 private:
  std::optional<AccessRule> withRole(const PropertyTable& properties) {
    const std::string_view role = trim(properties.get("userRole"));
    if (!role.empty()) rule_.role = std::string(role);
    return rule_;
  }

  std::optional<AccessRule> withCertificates(const PropertyTable& properties) {
    rule_.kind = AccessRule::Kind::ClientCertificate;
    if (!readTable(properties)) return std::nullopt;
    if (rule_.certificates.empty()) {
      build_.report(Severity::Warning, "ACCESS-004", channel_,
                    "Authorization is Client Certificate, but no certificate is listed: every caller is refused with "
                    "403.",
                    "Add the subject and issuer of the caller's certificate and deploy again, or choose User Role.");
    }
    return rule_;
  }

  bool readTable(const PropertyTable& properties) {
    const auto rows = readRowTable(properties.get(kCertificates));
    if (!rows) {
      build_.report(Severity::Error, "ACCESS-003", channel_,
                    "The table of client certificates cannot be read: " + rows.error().text,
                    "Enter the certificates of the channel again; in a configured parameter write & as &amp; and < as "
                    "&lt;.");
      return false;
    }
    bool good = true;
    for (std::size_t i = 0; i < rows->size(); ++i) good = addRow((*rows)[i], i + 1) && good;
    return good;
  }

  bool addRow(const TableRow& row, std::size_t number) {
    DnPair names{.subject = firstOf(row, {"clientCertificate.subjectDN", "subjectDN"}),
                 .issuer = firstOf(row, {"clientCertificate.issuerDN", "issuerDN"})};
    if (!names.subject.empty() && !names.issuer.empty()) {
      rule_.certificates.push_back(std::move(names));
      return true;
    }
    const bool neither = names.subject.empty() && names.issuer.empty();
    build_.report(Severity::Error, "ACCESS-002", channel_,
                  "Row " + std::to_string(number) + " of the client certificates has no " +
                      (neither                 ? "subject and no issuer."
                       : names.subject.empty() ? "subject."
                                               : "issuer."),
                  "Enter both names, or remove the row; if they are externalized parameters, configure their values.");
    return false;
  }

  /// An old adapter version: the sender participant decides, and without one the default of the product.
  std::optional<AccessRule> readOldChannel() {
    const Participant* participant = findParticipant();
    if (participant == nullptr) return withRole(channel_.properties);
    const PropertyTable& properties = participant->properties;
    const std::string basic(trim(properties.get("enableBasicAuthentication")));
    if (isSwitchedOn(basic)) {
      auto rule = withRole(properties);
      tellSource(*participant, "basic authentication is on, so it is User Role with '" + rule_.role + '\'');
      return rule;
    }
    if (namesCertificates(properties)) {
      auto rule = withCertificatesOf(properties);
      if (rule) tellSource(*participant, "certificates are named, so it is Client Certificate");
      return rule;
    }
    auto rule = withRole(channel_.properties);
    if (!basic.empty()) {
      tellSource(*participant,
                 "basic authentication is off and no certificate is named, so it is the default, User Role "
                 "with '" +
                     rule_.role + '\'');
    }
    return rule;
  }

  const Participant* findParticipant() const {
    for (const Participant& participant : build_.flow().participants) {
      if (participant.id == channel_.participant_id) return &participant;
    }
    return nullptr;
  }

  static bool namesCertificates(const PropertyTable& properties) {
    return !trim(properties.get(kCertificates)).empty() || !subjectOf(properties).empty() ||
           !issuerOf(properties).empty();
  }

  /// The names of these properties are known only from the parameters of published flows.
  static std::string subjectOf(const PropertyTable& properties) {
    return firstOf(properties, {"clientCertificate.subjectDN", "subjectDN", "subject"});
  }
  static std::string issuerOf(const PropertyTable& properties) {
    return firstOf(properties, {"clientCertificate.issuerDN", "issuerDN", "issuer"});
  }

  std::optional<AccessRule> withCertificatesOf(const PropertyTable& properties) {
    if (!trim(properties.get(kCertificates)).empty()) return withCertificates(properties);
    rule_.kind = AccessRule::Kind::ClientCertificate;
    TableRow row;
    row.cells = {{"subjectDN", subjectOf(properties)}, {"issuerDN", issuerOf(properties)}};
    return addRow(row, 1) ? std::optional(rule_) : std::nullopt;
  }

  void tellSource(const Participant& participant, const std::string& finding) {
    build_.report(Severity::Warning, "ACCESS-005", channel_,
                  "The channel has no Authorization, as in old adapter versions; it is taken from the sender '" +
                      participant.name + "': " + finding + '.',
                  "Nothing to do if that is meant; otherwise set Authorization in the channel with a newer version of "
                  "the adapter.");
  }

  BuildContext& build_;
  const Channel& channel_;
  AccessRule rule_;
};

}  // namespace

std::optional<AccessRule> readChannelAccess(BuildContext& build, const Channel& channel) {
  return AccessReader(build, channel).read();
}

}  // namespace iflowsim
