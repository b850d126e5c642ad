#include "security/material/distinguished_name.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "security/material/certificate.h"
#include "security/material/certificate_maker.h"

namespace iflowsim {
namespace {

using Parts = std::vector<DistinguishedName::RelativeName>;

Parts partsOf(std::string_view text) {
  const auto name = DistinguishedName::parse(text);
  EXPECT_TRUE(name) << text << ": " << (name ? "" : name.error().text);
  return name ? name->parts() : Parts{};
}

bool same(std::string_view left, std::string_view right) {
  const auto first = DistinguishedName::parse(left);
  const auto second = DistinguishedName::parse(right);
  EXPECT_TRUE(first) << left;
  EXPECT_TRUE(second) << right;
  return first && second && *first == *second;
}

std::string problemOf(std::string_view text) {
  const auto name = DistinguishedName::parse(text);
  return name ? "accepted" : name.error().code + ": " + name.error().text;
}

// P-MAP-001
TEST(DistinguishedName, IgnoresBlanksAroundSeparatorsAndTheCaseOfTypes) {
  EXPECT_TRUE(same("CN=alice, O=Company, C=DE", "cn=alice,o = Company ,\tC= DE "));
  EXPECT_TRUE(same("CN=alice, C=DE", "CN=alice;C=DE"));
}

// P-MAP-001
TEST(DistinguishedName, KeepsTheCaseAndTheInnerBlanksOfValues) {
  EXPECT_FALSE(same("CN=alice", "CN=Alice"));
  EXPECT_FALSE(same("CN=alice  b", "CN=alice b"));
}

TEST(DistinguishedName, TakesTheSpellingsOfOneTypeForOne) {
  EXPECT_TRUE(same("E=a@x, CN=b", "emailAddress=a@x, commonName=b"));
  EXPECT_TRUE(same("E=a@x, CN=b", "1.2.840.113549.1.9.1=a@x, OID.2.5.4.3=b"));
  EXPECT_TRUE(same("S=Berlin", "ST=Berlin"));
  EXPECT_FALSE(same("SN=1", "serialNumber=1"));
  EXPECT_FALSE(same("1.2.3=x", "1.2.4=x"));
}

TEST(DistinguishedName, TellsOrdersApartUnlessAskedToReadFromTheOtherEnd) {
  const auto name = *DistinguishedName::parse("CN=alice, O=Company, C=DE");
  const auto reversed = *DistinguishedName::parse("C=DE, O=Company, CN=alice");
  const auto mixed = *DistinguishedName::parse("O=Company, CN=alice, C=DE");

  EXPECT_FALSE(name == reversed);
  EXPECT_TRUE(name.equalsReversed(reversed));
  EXPECT_TRUE(name.equalsReversed(name));
  EXPECT_FALSE(name.equalsReversed(mixed));
}

TEST(DistinguishedName, ResolvesEscapes) {
  EXPECT_EQ(partsOf("O=Company\\, Inc.\\+\\\"\\\\\\<\\>\\;\\=, C=DE"),
            (Parts{{{"O", "Company, Inc.+\"\\<>;="}}, {{"C", "DE"}}}));
  EXPECT_EQ(partsOf("CN=\\ alice\\ "), (Parts{{{"CN", " alice "}}}));
  EXPECT_EQ(partsOf("CN=\\#alice#1"), (Parts{{{"CN", "#alice#1"}}}));
  EXPECT_EQ(partsOf("CN=Lu\\C4\\8di\\C4\\87"), (Parts{{{"CN", "Lu\xC4\x8Di\xC4\x87"}}}));
}

TEST(DistinguishedName, KeepsEqualSignsAndUtf8OfValues) {
  EXPECT_EQ(partsOf("CN=a=b, O=M\xC3\xBCller"), (Parts{{{"CN", "a=b"}}, {{"O", "M\xC3\xBCller"}}}));
}

TEST(DistinguishedName, ReadsQuotedValues) {
  EXPECT_TRUE(same("O=\"Company, Inc.\" , C=DE", "O=Company\\, Inc., C=DE"));
  EXPECT_TRUE(same("CN=\" a\\\"b \"", "CN=\\ a\\\"b\\ "));
}

TEST(DistinguishedName, JoinsTheAttributesOfARelativeNameInAnyOrder) {
  EXPECT_TRUE(same("CN=alice + UID=7, C=DE", "UID=7+CN=alice,C=DE"));
  EXPECT_FALSE(same("CN=alice + UID=7", "CN=alice, UID=7"));
}

TEST(DistinguishedName, ReadsHexadecimalValuesThatAreTexts) {
  EXPECT_TRUE(same("CN=#0C05616C696365", "CN=alice"));
  EXPECT_TRUE(same("CN=#1305616c696365", "CN=alice"));
  EXPECT_TRUE(same("CN=#1e040061010d", "CN=a\xC4\x8D"));
  EXPECT_TRUE(same("CN=#1401fc", "CN=\xC3\xBC"));
  EXPECT_TRUE(same("CN=#1c040001f600", "CN=\xF0\x9F\x98\x80"));
}

TEST(DistinguishedName, ComparesOtherHexadecimalValuesByTheirBytes) {
  EXPECT_TRUE(same("CN=#0402AbCd", "CN=#0402aBcD"));
  EXPECT_FALSE(same("CN=#0402abcd", "CN=\\#0402abcd"));
}

TEST(DistinguishedName, TakesAnEmptyValue) {
  EXPECT_EQ(partsOf("CN=, C=DE"), (Parts{{{"CN", ""}}, {{"C", "DE"}}}));
}

TEST(DistinguishedName, SaysWhereATextIsNoName) {
  EXPECT_EQ(
      problemOf("CN=alice, DE"),
      "DN-001: The text is no distinguished name: at character 11 an attribute such as 'CN=' is missing. Write it "
      "like 'CN=alice, O=Company\\, Inc., C=DE'.");
}

TEST(DistinguishedName, RefusesWhatIsNoName) {
  struct Case {
    std::string text;
    std::string problem;
  };
  const std::vector<Case> cases{
      {"", "it is empty"},
      {" \n", "it is empty"},
      {"alice", "an attribute"},
      {"=alice", "an attribute"},
      {"/C=DE/CN=alice", "an attribute"},
      {"CN=alice,", "an attribute"},
      {"CN=alice,,C=DE", "an attribute"},
      {"CN=alice+", "an attribute"},
      {"C N=alice", "an attribute"},
      {"2.5.4.03=alice", "an attribute"},
      {"2.=alice", "an attribute"},
      {std::string("C\0N=alice", 9), "an attribute"},
      {std::string("CN=ali\0ce", 9), "a value holds the character NUL"},
      {"CN=alice\\00", "a value holds the character NUL"},
      {"CN=\"a\\00b\"", "a value holds the character NUL"},
      {"CN=#0C0361006C", "a value holds the character NUL"},
      {"CN=#1e0400610000", "a value holds the character NUL"},
      {"CN=alice\\C4", "a value is not UTF-8"},
      {"CN=\xC0\x80", "a value is not UTF-8"},
      {"CN=\xED\xA0\x80", "a value is not UTF-8"},
      {"CN=#0C01ff", "a value is not UTF-8"},
      {"CN=alice\\", "nothing follows"},
      {"CN=alice\\x", "a '\\' stands before"},
      {"CN=alice\\4", "a '\\' stands before"},
      {"CN=\"alice", "the closing"},
      {"CN=\"alice\"x", "a ',' or '+' is missing"},
      {"CN=al\"ice", "a '\"' has no"},
      {"CN=a<b", "a '<' has no"},
      {"CN=#", "no complete BER"},
      {"CN=#0C05616C6963", "no complete BER"},
      {"CN=#0C04616C696365", "no complete BER"},
      {"CN=#0C80", "no complete BER"},
      {"CN=#0C84ffffffff00", "no complete BER"},
      {"CN=#1e0161", "no complete BER"},
      {"CN=#0C0161x", "a ',' or '+' is missing"},
      {"CN=#0C01616", "a ',' or '+' is missing"},
  };

  for (const Case& c : cases) {
    const std::string problem = problemOf(c.text);
    EXPECT_TRUE(problem.starts_with("DN-001: ")) << c.text << ": " << problem;
    EXPECT_NE(problem.find(c.problem), std::string::npos) << c.text << ": " << problem;
  }
}

TEST(DistinguishedName, ReadsTheNamesThatCertificatesShow) {
  const TimePoint now{std::chrono::hours(24)};
  const auto made = makeCertificate({.subject = {{"C", "DE"},
                                                 {"O", "#M\xC3\xBCller, \"S\xC3\xB6hne\" + <Co>; "},
                                                 {"emailAddress", "a@b.org"},
                                                 {"CN", " al=ice"}},
                                     .not_before = now,
                                     .not_after = now + std::chrono::hours(1)});
  ASSERT_TRUE(made) << made.error().text;
  const auto certificate = Certificate::fromPem(made->certificate);
  ASSERT_TRUE(certificate);

  EXPECT_EQ(partsOf((*certificate)->subject()), (Parts{{{"CN", " al=ice"}},
                                                       {{"EMAILADDRESS", "a@b.org"}},
                                                       {{"O", "#M\xC3\xBCller, \"S\xC3\xB6hne\" + <Co>; "}},
                                                       {{"C", "DE"}}}));
}

/// The name as RFC 4514 writes it, everything but letters and digits escaped.
std::string written(const DistinguishedName& name) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (const auto& part : name.parts()) {
    if (!text.empty()) text += ", ";
    for (std::size_t i = 0; i < part.size(); ++i) {
      if (i > 0) text += '+';
      const bool binary = part[i].first.ends_with(";binary");
      text += part[i].first.substr(0, part[i].first.find(';')) + '=';
      if (binary) {
        text += part[i].second;
        continue;
      }
      for (const char c : part[i].second) {
        const auto byte = static_cast<unsigned char>(c);
        text += {'\\', kHex[byte >> 4U], kHex[byte & 15U]};
      }
    }
  }
  return text;
}

TEST(DistinguishedName, ReadsMutatedNamesOrRefusesThem) {
  const std::vector<std::string> seeds{
      "CN=alice, O=Company\\, Inc., C=DE", "CN=#0C05616C696365+UID=\"a, b\\\"\";1.2.3=#0402abcd",
      "E=a@b.c,CN=Lu\\C4\\8Di\\C4\\87,ST=\\ x\\ ,DC=org", "2.5.4.3=\xC3\xBC, OID.2.5.4.10=#1e0400610062"};
  const std::string alphabet = std::string(" \",+;=<>\\#ABCDEFabcdef0123456789.-xN\n\xC3\xBC\xFF") + '\0';
  std::mt19937 random(4514);  // NOLINT(*-msc51-cpp): the same texts every time
  int accepted = 0;

  for (int round = 0; round < 40'000; ++round) {
    std::string text = seeds[random() % seeds.size()];
    for (unsigned changes = random() % 4; changes > 0 && !text.empty(); --changes) {
      const std::size_t at = random() % text.size();
      const char c = alphabet[random() % alphabet.size()];
      switch (random() % 4) {
        case 0:
          text[at] = c;
          break;
        case 1:
          text.insert(at, 1, c);
          break;
        case 2:
          text.erase(at, 1 + random() % 3);
          break;
        default:
          text.resize(at);
      }
    }
    const auto name = DistinguishedName::parse(text);
    if (!name) {
      ASSERT_EQ(name.error().code, "DN-001");
      continue;
    }
    ++accepted;
    ASSERT_FALSE(name->parts().empty()) << text;
    for (const auto& part : name->parts()) {
      for (const auto& [type, value] : part) {
        ASSERT_FALSE(type.empty());
        ASSERT_EQ(value.find('\0'), std::string::npos) << text;
      }
    }
    ASSERT_TRUE(same(text, written(*name))) << text << " / " << written(*name);
  }

  EXPECT_GT(accepted, 1'000);
}

TEST(DistinguishedName, ReadsRandomBytesOrRefusesThem) {
  std::mt19937 random(2253);  // NOLINT(*-msc51-cpp): the same texts every time
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random() % 40, '\0');
    for (char& c : text) c = static_cast<char>(static_cast<unsigned char>(random()));
    const auto name = DistinguishedName::parse(round % 2 == 0 ? text : "CN=" + text);
    if (name) {
      ASSERT_FALSE(name->parts().empty());
    }
  }
}

}  // namespace
}  // namespace iflowsim
