#include "security/mapping/certificate_mappings_reader.h"

#include <algorithm>
#include <map>
#include <utility>

#include "runtime/base/quote.h"
#include "runtime/yaml/yaml_reader.h"
#include "security/mapping/identity_material.h"
#include "security/material/ber_text.h"

namespace iflowsim {

namespace {

constexpr std::size_t kUserLength = 150;

class MappingsReader {
 public:
  MappingsReader(const std::filesystem::path& file, const MappingLimits& limits)
      : reader_(file, "MAPPINGS"), limits_(limits) {}

  CertificateMappingsFile read() {
    for (const YAML::Node& entry : reader_.entries("mappings", "the mapping")) readMapping(entry);
    return {std::move(mappings_), reader_.findings()};
  }

 private:
  void readMapping(const YAML::Node& node) {
    reader_.checkKeys(node, "a mapping", {"user", "certificate"});
    const auto user = reader_.text(node, "user", "the mapping");
    if (!user) return reader_.error("004", node, "the mapping has no user.", "Add 'user: <name>'.");
    if (const std::string problem = problemOfMappedUser(*user); !problem.empty()) {
      return reader_.error("005", node["user"], problem, "Choose another name.");
    }
    const CertificatePtr certificate = readCertificate(reader_, node, "the mapping of " + inQuotes(*user), "006");
    if (certificate) add(node, *user, certificate);
  }

  void add(const YAML::Node& node, const std::string& user, const CertificatePtr& certificate) {
    CertificateMapping mapping = makeMapping(user, certificate);
    const auto [taken, is_new] = users_.try_emplace(mapping.id, user);
    if (!is_new) {
      return reader_.error("007", node["certificate"],
                           "the certificate of the mapping of " + inQuotes(user) + " is mapped to " +
                               inQuotes(taken->second) + " already.",
                           "Remove one of the entries: a certificate stands for one user.");
    }
    bytes_ += certificate->pem().size();
    if (mappings_.size() >= limits_.count || bytes_ > limits_.bytes) {
      return reader_.error("008", node,
                           "there are more than " + std::to_string(limits_.count) + " certificates or " +
                               std::to_string(limits_.bytes) + " bytes of them.",
                           "Remove mappings that are not needed any more.");
    }
    mapping.origin = reader_.file().string();
    mappings_.push_back(std::move(mapping));
  }

  YamlReader reader_;
  const MappingLimits limits_;
  std::vector<CertificateMapping> mappings_;
  /// By id of the mapping.
  std::map<std::string, std::string> users_;
  std::size_t bytes_ = 0;
};

}  // namespace

std::string problemOfMappedUser(std::string_view name) {
  if (name.empty()) return "the user has no name.";
  if (name.size() > kUserLength) return "the name of the user is longer than 150 characters.";
  const bool clean = isUtf8(name) && std::none_of(name.begin(), name.end(), [](char c) {
                       const auto byte = static_cast<unsigned char>(c);
                       return byte < 0x20 || byte == 0x7F;
                     });
  return clean ? "" : "the name of the user holds a control character or is not UTF-8.";
}

CertificateMappingsFile readMappingsFile(const std::filesystem::path& file, const MappingLimits& limits) {
  return MappingsReader(file, limits).read();
}

}  // namespace iflowsim
