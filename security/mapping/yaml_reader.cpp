#include "security/mapping/yaml_reader.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr std::size_t kCertificateFile = std::size_t{1} << 20U;
constexpr std::string_view kPemBegin = "-----BEGIN CERTIFICATE";

bool isText(const YAML::Node& node) {
  return node.IsScalar() && !node.Scalar().empty();
}

bool isChain(std::string_view text) {
  const auto first = text.find(kPemBegin);
  return first != std::string_view::npos && text.find(kPemBegin, first + 1) != std::string_view::npos;
}

}  // namespace

std::string inQuotes(std::string_view text) {
  return '\'' + std::string(text) + '\'';
}

std::optional<std::string> readSmallFile(const std::filesystem::path& file, std::size_t limit) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  std::string bytes;
  std::array<char, 16384> chunk{};
  while (stream) {
    stream.read(chunk.data(), chunk.size());
    bytes.append(chunk.data(), static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > limit) return std::nullopt;
  }
  if (!stream.eof()) return std::nullopt;
  return bytes;
}

YAML::Node YamlReader::parse(const std::string& yaml) {
  try {
    YAML::Node document = YAML::Load(yaml);
    if (document.IsNull() || isMap(document, "the file")) return document;
  } catch (const YAML::Exception& exception) {
    report(Severity::Error, "001", exception.mark, "the file is no YAML: " + exception.msg + '.',
           "Correct the text at this place.");
  }
  return {};
}

std::string YamlReader::readFile() {
  constexpr std::size_t kLimit = std::size_t{16} << 20U;
  std::error_code ignored;
  if (!std::filesystem::exists(file_, ignored)) return {};
  auto text = std::filesystem::is_directory(file_, ignored) ? std::nullopt : readSmallFile(file_, kLimit);
  if (text) return std::move(*text);
  report(Severity::Error, "001", YAML::Mark::null_mark(), "the file cannot be read.",
         "Check that it is a file of at most 16 MB and that this user may read it.");
  return {};
}

std::vector<YAML::Node> YamlReader::entries(const YAML::Node& document, const char* key) {
  if (!document.IsMap()) return {};
  const YAML::Node list = document[key];
  if (!list || list.IsNull()) return {};
  if (!list.IsSequence()) {
    wrongShape(list, inQuotes(key) + " is no list.", "Write one entry a line, each beginning with '- '.");
    return {};
  }
  return {list.begin(), list.end()};
}

bool YamlReader::isMap(const YAML::Node& node, const std::string& what) {
  if (node.IsMap()) return true;
  wrongShape(node, what + " is no set of 'key: value' lines.", "Write it as in docs/tenant_folder.md.");
  return false;
}

void YamlReader::checkKeys(const YAML::Node& node, const std::string& what, const std::vector<std::string>& known) {
  std::vector<std::string> seen;
  for (const auto& entry : node) {
    const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "?";
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
      wrongShape(entry.first, inQuotes(key) + " stands twice in " + what + '.', "Remove one of the lines.");
    }
    seen.push_back(key);
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::string near = nearestName(key, known);
    error("002", entry.first, "unknown key " + inQuotes(key) + " in " + what + '.',
          near.empty() ? "Known are: " + join(known, ", ") + '.' : "Did you mean " + inQuotes(near) + "?");
  }
}

std::optional<std::string> YamlReader::text(const YAML::Node& parent, const char* key, const std::string& what) {
  const YAML::Node node = parent[key];
  if (!node || node.IsNull()) return std::nullopt;
  if (isText(node)) return node.Scalar();
  wrongShape(node, inQuotes(key) + " of " + what + " is no text.", "Write it in quotes.");
  return std::nullopt;
}

std::optional<std::vector<std::string>> YamlReader::list(const YAML::Node& parent, const char* key,
                                                         const std::string& what) {
  const YAML::Node node = parent[key];
  if (!node || node.IsNull()) return std::nullopt;
  if (!node.IsSequence() || !std::all_of(node.begin(), node.end(), [](const auto& item) { return isText(item); })) {
    wrongShape(node, inQuotes(key) + " of " + what + " is no list of names.", "Write it as [one, two].");
    return std::nullopt;
  }
  std::vector<std::string> names;
  for (const YAML::Node& item : node) names.push_back(item.Scalar());
  return names;
}

std::optional<long> YamlReader::number(const YAML::Node& parent, const char* key, const std::string& what) {
  const YAML::Node node = parent[key];
  if (!node || node.IsNull()) return std::nullopt;
  long value = 0;
  if (node.IsScalar() && YAML::convert<long>::decode(node, value)) return value;
  wrongShape(node, inQuotes(key) + " of " + what + " is no whole number.", "Write digits only.");
  return std::nullopt;
}

std::optional<bool> YamlReader::flag(const YAML::Node& parent, const char* key, const std::string& what) {
  const YAML::Node node = parent[key];
  if (!node || node.IsNull()) return std::nullopt;
  bool value = false;
  if (node.IsScalar() && YAML::convert<bool>::decode(node, value)) return value;
  wrongShape(node, inQuotes(key) + " of " + what + " is neither true nor false.", "Write true or false.");
  return std::nullopt;
}

std::optional<StoredPassword> YamlReader::secret(const YAML::Node& parent, const std::string& what, SecretCodes codes) {
  const auto clear = text(parent, "secret", what);
  const auto hash = text(parent, "secret_hash", what);
  const YAML::Node place = clear ? parent["secret"] : hash ? parent["secret_hash"] : parent;
  if (clear.has_value() == hash.has_value()) {
    error(codes.wrong, place, what + (clear ? " has both 'secret' and 'secret_hash'." : " has no secret."),
          clear ? "Remove 'secret'." : "Add 'secret_hash'; 'iflowsim hash-password' makes it.");
    return std::nullopt;
  }
  if (clear) {
    warning(codes.clear, place, "the secret of " + what + " stands in clear text and counts on this machine only.",
            "Replace the line by 'secret_hash: <hash>'; 'iflowsim hash-password' makes the hash.");
    return StoredPassword::fromClear(*clear);
  }
  auto stored = StoredPassword::fromHash(*hash);
  if (stored) return std::move(*stored);
  error(codes.wrong, place, "the 'secret_hash' of " + what + " is no Argon2id hash.",
        "Make it with 'iflowsim hash-password'; the text begins with $argon2id$.");
  return std::nullopt;
}

CertificatePtr YamlReader::certificate(const YAML::Node& parent, const std::string& what, const char* code) {
  const auto given = text(parent, "certificate", what);
  const YAML::Node place = given ? parent["certificate"] : parent;
  if (!given) {
    error(code, place, what + " has no certificate.",
          "Add 'certificate: <file, from the folder of this file>' or the PEM text.");
    return nullptr;
  }
  const bool is_pem = given->find("-----BEGIN") != std::string::npos;
  const auto bytes = is_pem ? given : readSmallFile(file_.parent_path() / *given, kCertificateFile);
  if (!bytes) {
    error(code, place, "the certificate of " + what + " cannot be read from " + inQuotes(*given) + '.',
          "Check the path; it starts at the folder of this file.");
    return nullptr;
  }
  if (isChain(*bytes)) {
    error(code, place, "the certificate of " + what + " is a chain of several.", "Give the caller's own one only.");
    return nullptr;
  }
  auto read = Certificate::fromAnyForm(*bytes);
  if (read) return std::move(*read);
  error(code, place, "the certificate of " + what + " cannot be used: " + read.error().text,
        "Give an X.509 certificate as PEM or DER.");
  return nullptr;
}

void YamlReader::error(const char* number, const YAML::Node& node, std::string message, std::string remedy) {
  report(Severity::Error, number, node.Mark(), std::move(message), std::move(remedy));
}

void YamlReader::warning(const char* number, const YAML::Node& node, std::string message, std::string remedy) {
  report(Severity::Warning, number, node.Mark(), std::move(message), std::move(remedy));
}

void YamlReader::wrongShape(const YAML::Node& node, const std::string& message, const std::string& remedy) {
  error("003", node, message, remedy);
}

void YamlReader::report(Severity severity, const char* number, const YAML::Mark& mark, std::string message,
                        std::string remedy) {
  const SourcePlace place{file_.string(), mark.is_null() ? 0 : mark.line + 1, mark.is_null() ? 0 : mark.column + 1};
  findings_.add({.severity = severity,
                 .code = area_ + '-' + number,
                 .place = place,
                 .message = std::move(message),
                 .remedy = std::move(remedy)});
}

}  // namespace iflowsim
