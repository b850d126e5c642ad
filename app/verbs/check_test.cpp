#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/verbs/verbs_testkit.h"
#include "tests/support/bundle_texts.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/zip_builder.h"

namespace iflowsim {
namespace {

using namespace testing;

/// A flow that starts on a message and ends.
BundleFiles goodFlow(const std::string& id) {
  return flowBundle(id, "", emptyProcess());
}

/// A flow with a step that nobody knows.
BundleFiles strangeFlow(const std::string& id) {
  return flowBundle(id, "",
                    processText("<bpmn2:startEvent id=\"s\"><bpmn2:outgoing>f</bpmn2:outgoing></bpmn2:startEvent>"
                                "<bpmn2:callActivity id=\"c\" name=\"Guess\">" +
                                propertiesText({{"activityType", "Guesswork"}}) +
                                "<bpmn2:incoming>f</bpmn2:incoming></bpmn2:callActivity>"
                                "<bpmn2:sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"c\"/>"));
}

TEST(CheckVerb, EndsWith0WhenEverythingCanBeDeployed) {
  const TemporaryFolder folder;
  const auto bundle = folder.write("good.zip", zipOf(goodFlow("Good")));

  const Ran ran = runVerb({"check", bundle.string()});

  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("1 of 1 artifact can be deployed."), std::string::npos) << ran.out;
}

TEST(CheckVerb, EndsWith1WhenAFlowCannotBeDeployed) {
  const TemporaryFolder folder;
  folder.write("good.zip", zipOf(goodFlow("Good")));
  folder.write("strange.zip", zipOf(strangeFlow("Strange")));

  const Ran ran = runVerb({"check", folder.path().string(), "--json"});

  EXPECT_EQ(ran.code, 1) << ran.out;
  const auto artifacts = nlohmann::json::parse(ran.out)["artifacts"];
  ASSERT_EQ(artifacts.size(), 2U);
  EXPECT_EQ(artifacts[0]["deployable"], true) << ran.out;
  EXPECT_EQ(artifacts[1]["deployable"], false);
}

/// The findings of the flow of that place among those checked, as JSON.
std::string findingsOf(const Ran& ran, std::size_t place) {
  return nlohmann::json::parse(ran.out)["artifacts"][place]["findings"].dump();
}

// P-ENDPOINT-001
TEST(CheckVerb, WarnsOfAnAddressThatAnotherOfTheFlowsHas) {
  const TemporaryFolder folder;
  folder.write("a.zip", zipOf(httpsFlowBundle("First", "/orders")));
  folder.write("b.zip", zipOf(httpsFlowBundle("Second", "/Orders")));

  const Ran ran = runVerb({"check", folder.path().string(), "--json"});

  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_EQ(findingsOf(ran, 0).find("ENDPOINT"), std::string::npos) << ran.out;
  EXPECT_NE(findingsOf(ran, 1).find("ENDPOINT-001"), std::string::npos) << ran.out;
  EXPECT_NE(findingsOf(ran, 1).find("The address /http/Orders is already in use by the flow 'First'"),
            std::string::npos)
      << ran.out;
}

// P-ENDPOINT-002
TEST(CheckVerb, WarnsOfAnAddressBelowAWildcardOfAnother) {
  const TemporaryFolder folder;
  folder.write("a.zip", zipOf(httpsFlowBundle("First", "/orders/*")));
  folder.write("b.zip", zipOf(httpsFlowBundle("Second", "/orders/new")));

  const Ran ran = runVerb({"check", folder.path().string(), "--json"});

  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_NE(findingsOf(ran, 1).find("ENDPOINT-002"), std::string::npos) << ran.out;
}

TEST(CheckVerb, SeesNoClashOfAFlowWithAnotherVersionOfItself) {
  const TemporaryFolder folder;
  folder.write("a.zip", zipOf(httpsFlowBundle("Orders", "/orders")));
  folder.write("b.zip", zipOf(httpsFlowBundle("Orders", "/orders")));

  const Ran ran = runVerb({"check", folder.path().string(), "--json"});

  EXPECT_EQ(ran.out.find("ENDPOINT"), std::string::npos) << ran.out;
}

// P-HTTPS-044
TEST(CheckVerb, SaysWhereTheAuthorizationOfAnOldBundleComesFrom) {
  const TemporaryFolder folder;
  BundleFiles bundle = httpsFlowBundle("Old", "/orders");
  std::string& model = bundle[kTestFlowPath];
  const std::string sender = "ifl:type=\"EndpointSender\"/>";
  model.replace(model.find(sender), sender.size(),
                "ifl:type=\"EndpointSender\">" + propertiesText({{"enableBasicAuthentication", "true"}}) +
                    "</bpmn2:participant>");
  const std::string authorization = "<ifl:property><key>senderAuthType</key><value>RoleBased</value></ifl:property>";
  model.erase(model.find(authorization), authorization.size());

  const Ran ran = runVerb({"check", folder.write("old.zip", zipOf(bundle)).string()});

  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("taken from the sender 'Shop': basic authentication is on"), std::string::npos) << ran.out;
}

TEST(CheckVerb, ReportsCompanionsToo) {
  const TemporaryFolder folder;
  const auto bundle =
      folder.write("scripts.zip",
                   zipOf(companionBundle("Scripts", "ScriptCollection", {{"src/main/resources/script/a.groovy", ""}})));

  const Ran ran = runVerb({"check", bundle.string()});

  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("ScriptCollection"), std::string::npos);
}

TEST(CheckVerb, EndsWith2OnFilesItCannotUse) {
  const TemporaryFolder folder;

  EXPECT_EQ(runVerb({"check", (folder.path() / "none.zip").string()}).code, 2);
  EXPECT_EQ(runVerb({"check", folder.write("broken.zip", "PK\3\4 broken").string()}).code, 2);
}

TEST(CheckVerb, SaysWhereThereIsNoBundle) {
  const TemporaryFolder folder;

  const Ran ran = runVerb({"check", folder.path().string()});

  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("There is no bundle in it."), std::string::npos) << ran.err;
}

TEST(CheckVerb, SaysWhenConfiguredParametersCannotBeRead) {
  const TemporaryFolder folder;
  const auto bundle = folder.write("good.zip", zipOf(goodFlow("Good")));
  folder.write("parameters/Good.prop", "a=\\u12");

  const Ran ran = runVerb({"check", bundle.string(), "--tenant", folder.path().string()});

  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("PARAM-007"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace iflowsim
