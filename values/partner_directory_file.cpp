#include "values/partner_directory_file.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <Poco/UTF8String.h>

#include "runtime/base/file.h"
#include "runtime/base/quote.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

namespace fs = std::filesystem;

// What the product takes at most, in bytes here. Source: management-api section 7.
constexpr std::size_t kLongestPartner = 60;
constexpr std::size_t kLongestParameter = 1500;
constexpr std::size_t kLongestText = 4000;
constexpr std::size_t kLargestBinary = 262'144;
constexpr std::size_t kLongestAgency = 120;
constexpr std::size_t kLongestAlternative = 60;

constexpr std::array kContentTypes = {"xml", "xsl", "xsd", "json", "txt", "text", "zip", "gz", "zlib", "crt"};

/// `xml` of `xml; encoding=UTF-8`.
bool isContentType(const std::string& text) {
  const std::string_view kind = trim(split(text, ';').front());
  return std::any_of(kContentTypes.begin(), kContentTypes.end(), [&](const char* known) { return kind == known; });
}

bool isId(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view("-._~<>@").find(c) != std::string_view::npos;
  });
}

/// A path that stays below the folder it starts from.
bool staysBelow(const fs::path& path) {
  return path.is_relative() && std::find(path.begin(), path.end(), "..") == path.end();
}

class Reading {
 public:
  Reading(YamlReader& file, const fs::path& binaries) : file_(file), binaries_(binaries) {}

  PartnerEntries read() {
    for (const YAML::Node& entry : file_.entries("partners", "a partner")) readPartner(entry);
    return std::move(entries_);
  }

 private:
  void readPartner(const YAML::Node& entry) {
    const auto id = file_.requiredText(entry, "id", "a partner");
    if (!id) return;
    partner_ = *id;
    what_ = "the partner " + inQuotes(partner_);
    file_.checkKeys(entry, what_, {"id", "parameters", "binary_parameters", "alternatives", "authorized_users"});
    checkId(entry["id"], partner_, kLongestPartner);
    readTexts(entry);
    readBinaries(entry);
    readAlternatives(entry);
    readUsers(entry);
  }

  void readTexts(const YAML::Node& entry) {
    const YAML::Node parameters = entry["parameters"];
    if (!parameters || parameters.IsNull() || !file_.isMap(parameters, "'parameters' of " + what_)) return;
    for (const auto& pair : parameters) {
      if (!pair.first.IsScalar() || !pair.second.IsScalar()) {
        file_.wrongShape(pair.first, "a parameter of " + what_ + " is no text.", "Write its value in quotes.");
        continue;
      }
      checkLength(pair.second, pair.second.Scalar().size(), kLongestText);
      add(pair.first, {.content_type = "", .data = pair.second.Scalar()});
    }
  }

  void readBinaries(const YAML::Node& entry) {
    const YAML::Node parameters = entry["binary_parameters"];
    if (!parameters || parameters.IsNull() || !file_.isMap(parameters, "'binary_parameters' of " + what_)) return;
    for (const auto& pair : parameters) {
      if (!file_.isMap(pair.second, "a binary parameter of " + what_)) continue;
      if (auto parameter = readBinary(pair.second)) add(pair.first, *std::move(parameter));
    }
  }

  std::optional<PartnerParameter> readBinary(const YAML::Node& node) {
    file_.checkKeys(node, "a binary parameter", {"file", "content_type"});
    const auto name = file_.requiredText(node, "file", "a binary parameter of " + what_);
    if (!name) return std::nullopt;
    auto bytes = staysBelow(*name) ? readFile(binaries_ / *name) : std::nullopt;
    if (!bytes) {
      file_.error("006", node["file"], "the file " + inQuotes(*name) + " of " + what_ + " cannot be read.",
                  "Put it into " + binaries_.string() + " and name it by its path from there.");
      return std::nullopt;
    }
    checkLength(node["file"], bytes->size(), kLargestBinary);
    const std::string ending = toLower(fs::path(*name).extension().string());
    const std::string by_name = ending.empty() ? "" : ending.substr(1);
    const std::string type = file_.text(node, "content_type", "a binary parameter").value_or(by_name);
    if (!isContentType(type)) {
      file_.wrongShape(node, inQuotes(type) + " is no content type of a binary parameter.",
                       "Give 'content_type': xml, xsl, xsd, json, txt, zip, gz, zlib or crt.");
    }
    return PartnerParameter{.content_type = type, .data = *std::move(bytes)};
  }

  void readAlternatives(const YAML::Node& entry) {
    for (const YAML::Node& node : file_.maps(entry, "alternatives", what_, "an alternative of " + what_)) {
      file_.checkKeys(node, "an alternative", {"agency", "scheme", "id"});
      const auto agency = file_.requiredText(node, "agency", "an alternative");
      const auto scheme = file_.requiredText(node, "scheme", "an alternative");
      const auto id = file_.requiredText(node, "id", "an alternative");
      if (!agency || !scheme || !id) continue;
      checkLength(node, std::max(agency->size(), scheme->size()), kLongestAgency);
      checkLength(node, id->size(), kLongestAlternative);
      if (!entries_.partners.emplace(std::tuple(*agency, *scheme, *id), partner_).second) {
        twice(node, "the alternative id " + inQuotes(*id) + " of " + inQuotes(*agency) + ' ' + inQuotes(*scheme));
      }
      entries_.alternatives.emplace(std::tuple(*agency, *scheme, partner_), *id);
    }
  }

  void readUsers(const YAML::Node& entry) {
    for (const YAML::Node& node : file_.list(entry, "authorized_users", what_)) {
      if (!node.IsScalar() || node.Scalar().empty()) {
        file_.wrongShape(node, "an authorized user of " + what_ + " is no text.", "Write the name in quotes.");
        continue;
      }
      const std::string user = userInLowerCase(node.Scalar());
      if (!entries_.partner_of_user.emplace(user, partner_).second)
        twice(node, "the authorized user " + inQuotes(user));
      entries_.users[partner_].push_back(user);
    }
  }

  void add(const YAML::Node& name, PartnerParameter parameter) {
    const std::string id = name.IsScalar() ? name.Scalar() : "";
    checkId(name, id, kLongestParameter);
    if (entries_.parameters[partner_].emplace(id, std::move(parameter)).second) return;
    twice(name, "the parameter " + inQuotes(id) + " of " + what_);
  }

  void checkId(const YAML::Node& node, const std::string& id, std::size_t longest) {
    checkLength(node, id.size(), longest);
    if (isId(id)) return;
    file_.warning("007", node, "the product does not take the id " + inQuotes(id) + '.',
                  "Use letters, digits and - . _ ~ < > @ only.");
  }

  void checkLength(const YAML::Node& node, std::size_t bytes, std::size_t most) {
    if (bytes <= most) return;
    file_.warning("007", node, "the product does not take " + std::to_string(bytes) + " bytes here.",
                  "At most " + std::to_string(most) + " are possible.");
  }

  void twice(const YAML::Node& node, const std::string& what) {
    file_.error("004", node, what + " stands twice.", "Remove one of them.");
  }

  YamlReader& file_;
  const fs::path& binaries_;
  PartnerEntries entries_;
  /// Those of the entry that is being read.
  std::string partner_;
  std::string what_;
};

}  // namespace

PartnerEntries readPartnerDirectory(YamlReader& file, const std::filesystem::path& binaries) {
  return Reading(file, binaries).read();
}

std::string userInLowerCase(const std::string& user) {
  return Poco::UTF8::toLower(user);
}

}  // namespace iflowsim
