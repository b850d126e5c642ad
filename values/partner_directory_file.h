#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "runtime/spi/partner_directory.h"
#include "runtime/yaml/yaml_reader.h"

namespace iflowsim {

/// What `values/partner_directory.yaml` says, ready to be searched.
struct PartnerEntries {
  /// Partner, then parameter.
  std::map<std::string, std::map<std::string, PartnerParameter>> parameters;
  /// Agency, scheme and alternative id to the partner.
  std::map<std::tuple<std::string, std::string, std::string>, std::string> partners;
  /// Agency, scheme and partner to the alternative id.
  std::map<std::tuple<std::string, std::string, std::string>, std::string> alternatives;
  /// User, in lower case, to the partner.
  std::map<std::string, std::string> partner_of_user;
  /// Partner to the users, in lower case, in the order of the file.
  std::map<std::string, std::vector<std::string>> users;
};

/// Reads the file; `binaries` is the folder of the files that binary parameters name. Problems are findings of the
/// file: those of `YamlReader`, `VALUES-004` a parameter, alternative id or user stands twice, `VALUES-006` the file of
/// a binary parameter cannot be read, and as a warning `VALUES-007` what the product would refuse. Source:
/// script-api 4.3, limits management-api section 7.
PartnerEntries readPartnerDirectory(YamlReader& file, const std::filesystem::path& binaries);

/// In lower case by the rules of Unicode. Source: script-api 4.3.
std::string userInLowerCase(const std::string& user);

}  // namespace iflowsim
