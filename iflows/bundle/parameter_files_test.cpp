#include "iflows/bundle/parameter_files.h"

#include <gtest/gtest.h>

#include "tests/support/bundle_reading.h"

namespace iflowsim {
namespace {

using testing::findingOf;

constexpr const char* kValues = "src/main/resources/parameters.prop";
constexpr const char* kDefinitions = "src/main/resources/parameters.propdef";

Resources filesOf(const std::string& values, const std::string& definitions) {
  return {{kValues, std::make_shared<const std::string>(values)},
          {kDefinitions, std::make_shared<const std::string>(definitions)}};
}

TEST(ParameterFiles, JoinDefinitionsValuesAndConfiguration) {
  Diagnostics diagnostics;
  const Resources files =
      filesOf("Host=a\nPort=1\n",
              "<parameters><parameter><key/><name>Port</name><type>xsd:integer</type><isRequired>true"
              "</isRequired><description>The port</description></parameter></parameters>");

  const auto parameters = readParameters(files, "o.zip!", {{"Host", "b"}}, diagnostics);

  EXPECT_TRUE(diagnostics.empty()) << diagnostics.toText();
  ASSERT_EQ(parameters.size(), 2U);
  EXPECT_EQ(parameters[0].bundled, "a");
  EXPECT_EQ(parameters[0].configured, "b");
  EXPECT_EQ(parameters[1].type, "xsd:integer");
  EXPECT_TRUE(parameters[1].required);
  EXPECT_EQ(parameters[1].description, "The port");
}

TEST(ParameterFiles, MayBeAbsent) {
  Diagnostics diagnostics;

  EXPECT_TRUE(readParameters({}, "o.zip!", {}, diagnostics).empty());
  EXPECT_TRUE(diagnostics.empty());
}

TEST(ParameterFiles, WarnOfARequiredParameterWithoutAValue) {  // PARAM-002
  Diagnostics diagnostics;
  const Resources files = filesOf(
      "Port=", "<parameters><parameter><name>Port</name><isRequired>true</isRequired></parameter></parameters>");

  readParameters(files, "o.zip!", {}, diagnostics);

  EXPECT_EQ(findingOf(diagnostics, "PARAM-002").message, "The parameter 'Port' is required and has no value.");
  EXPECT_FALSE(diagnostics.hasErrors());
}

TEST(ParameterFiles, WarnOfMissingDefinitions) {  // PARAM-003, P-BUNDLE-007
  Diagnostics diagnostics;
  Resources files = filesOf("a=1", "");
  files.erase(kDefinitions);

  readParameters(files, "o.zip!", {}, diagnostics);

  EXPECT_EQ(findingOf(diagnostics, "PARAM-003").place.file, "o.zip!src/main/resources/parameters.prop");
  EXPECT_FALSE(diagnostics.hasErrors());
}

TEST(ParameterFiles, RefuseUnreadableValues) {  // PARAM-004
  Diagnostics diagnostics;

  readParameters(filesOf("a=\\uXY", "<parameters/>"), "o.zip!", {}, diagnostics);

  EXPECT_EQ(findingOf(diagnostics, "PARAM-004").severity, Severity::Error);
}

TEST(ParameterFiles, WarnOfUnreadableDefinitions) {  // PARAM-006
  Diagnostics diagnostics;

  readParameters(filesOf("a=1", "<parameters>\n<parameter>"), "o.zip!", {}, diagnostics);

  const Diagnostic finding = findingOf(diagnostics, "PARAM-006");
  EXPECT_EQ(finding.place.line, 2) << finding.message;
}

}  // namespace
}  // namespace iflowsim
