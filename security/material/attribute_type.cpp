#include "security/material/attribute_type.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// A type's name in names (upper case), its object identifier, and the name it is compared by.
struct KnownType {
  std::string_view name;
  std::string_view oid;
  std::string_view canonical;
};

constexpr std::array kKnownTypes{
    KnownType{"CN", "2.5.4.3", "CN"},
    KnownType{"COMMONNAME", "", "CN"},
    KnownType{"SN", "2.5.4.4", "SN"},
    KnownType{"SURNAME", "", "SN"},
    KnownType{"SERIALNUMBER", "2.5.4.5", "SERIALNUMBER"},
    KnownType{"C", "2.5.4.6", "C"},
    KnownType{"COUNTRYNAME", "", "C"},
    KnownType{"L", "2.5.4.7", "L"},
    KnownType{"LOCALITYNAME", "", "L"},
    KnownType{"ST", "2.5.4.8", "ST"},
    KnownType{"S", "", "ST"},
    KnownType{"SP", "", "ST"},
    KnownType{"STATEORPROVINCENAME", "", "ST"},
    KnownType{"STREET", "2.5.4.9", "STREET"},
    KnownType{"STREETADDRESS", "", "STREET"},
    KnownType{"O", "2.5.4.10", "O"},
    KnownType{"ORGANIZATIONNAME", "", "O"},
    KnownType{"OU", "2.5.4.11", "OU"},
    KnownType{"ORGANIZATIONALUNITNAME", "", "OU"},
    KnownType{"TITLE", "2.5.4.12", "TITLE"},
    KnownType{"T", "", "TITLE"},
    KnownType{"DESCRIPTION", "2.5.4.13", "DESCRIPTION"},
    KnownType{"BUSINESSCATEGORY", "2.5.4.15", "BUSINESSCATEGORY"},
    KnownType{"POSTALCODE", "2.5.4.17", "POSTALCODE"},
    KnownType{"NAME", "2.5.4.41", "NAME"},
    KnownType{"GN", "2.5.4.42", "GN"},
    KnownType{"GIVENNAME", "", "GN"},
    KnownType{"INITIALS", "2.5.4.43", "INITIALS"},
    KnownType{"GENERATIONQUALIFIER", "2.5.4.44", "GENERATIONQUALIFIER"},
    KnownType{"GENERATION", "", "GENERATIONQUALIFIER"},
    KnownType{"DNQUALIFIER", "2.5.4.46", "DNQUALIFIER"},
    KnownType{"DNQ", "", "DNQUALIFIER"},
    KnownType{"PSEUDONYM", "2.5.4.65", "PSEUDONYM"},
    KnownType{"ORGANIZATIONIDENTIFIER", "2.5.4.97", "ORGANIZATIONIDENTIFIER"},
    KnownType{"DC", "0.9.2342.19200300.100.1.25", "DC"},
    KnownType{"DOMAINCOMPONENT", "", "DC"},
    KnownType{"UID", "0.9.2342.19200300.100.1.1", "UID"},
    KnownType{"USERID", "", "UID"},
    KnownType{"EMAILADDRESS", "1.2.840.113549.1.9.1", "EMAILADDRESS"},
    KnownType{"E", "", "EMAILADDRESS"},
    KnownType{"EMAIL", "", "EMAILADDRESS"},
    KnownType{"UNSTRUCTUREDNAME", "1.2.840.113549.1.9.2", "UNSTRUCTUREDNAME"},
    KnownType{"JURISDICTIONL", "1.3.6.1.4.1.311.60.2.1.1", "JURISDICTIONL"},
    KnownType{"JURISDICTIONST", "1.3.6.1.4.1.311.60.2.1.2", "JURISDICTIONST"},
    KnownType{"JURISDICTIONC", "1.3.6.1.4.1.311.60.2.1.3", "JURISDICTIONC"},
};

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}
bool isLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
/// Numbers without leading zeros, at least two, joined by dots.
bool isObjectIdentifier(std::string_view text) {
  const auto numbers = split(text, '.');
  return numbers.size() >= 2 && std::all_of(numbers.begin(), numbers.end(), [](std::string_view number) {
           return !number.empty() && std::all_of(number.begin(), number.end(), isDigit) &&
                  (number.size() == 1 || number.front() != '0');
         });
}

}  // namespace

std::optional<std::string> canonicalAttributeType(std::string_view text) {
  if (startsWithIgnoreCase(text, "OID.")) text.remove_prefix(4);
  if (isObjectIdentifier(text)) {
    for (const KnownType& known : kKnownTypes) {
      if (known.oid == text) return std::string(known.canonical);
    }
    return std::string(text);
  }
  const bool word = !text.empty() && isLetter(text.front()) &&
                    std::all_of(text.begin(), text.end(), [](char c) { return isLetter(c) || isDigit(c) || c == '-'; });
  if (!word) return std::nullopt;
  std::string upper(text);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  for (const KnownType& known : kKnownTypes) {
    if (known.name == upper) return std::string(known.canonical);
  }
  return upper;
}

}  // namespace iflowsim
