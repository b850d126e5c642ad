#include "iflows/bundle/flow_check.h"

#include <gtest/gtest.h>

#include "tests/support/bundle_reading.h"

namespace iflowsim {
namespace {

using namespace testing;

std::string node(const std::string& element, const std::string& id, const std::string& more = "") {
  return "<bpmn2:" + element + " id=\"" + id + "\" name=\"" + id + "\" " + more + "/>\n";
}

std::string flow(const std::string& id, const std::string& source, const std::string& target) {
  return "<bpmn2:sequenceFlow id=\"" + id + "\" sourceRef=\"" + source + "\" targetRef=\"" + target + "\"/>\n";
}

Diagnostics check(const std::string& elements, const std::string& collaboration = "") {
  return readFlowOf(collaboration, processText(elements)).diagnostics;
}

const std::string kLine = node("startEvent", "S") + node("callActivity", "A") + node("endEvent", "E") +
                          flow("f1", "S", "A") + flow("f2", "A", "E");

TEST(FlowCheck, PassesASoundFlow) {
  EXPECT_TRUE(check(kLine).empty()) << check(kLine).toText();
}

TEST(FlowCheck, FindsAnIdUsedTwice) {  // FLOW-001
  const Diagnostic finding = findingOf(check(kLine + node("endEvent", "A")), "FLOW-001");

  EXPECT_EQ(finding.element_kind, "End Event");
  EXPECT_EQ(finding.message, "The id is already used in line 8.") << finding.place.line;
}

TEST(FlowCheck, FindsASequenceFlowToNothing) {  // FLOW-002
  EXPECT_EQ(findingOf(check(kLine + flow("f3", "A", "gone")), "FLOW-002").message,
            "It is connected to 'gone', which is no element of its process.");
}

TEST(FlowCheck, FindsAChannelWithoutNodeOrParticipant) {  // FLOW-003
  const std::string participant = "<bpmn2:participant id=\"P\" name=\"Shop\" ifl:type=\"EndpointSender\"/>";
  const std::string type = propertiesText({{"ComponentType", "HTTPS"}, {"direction", "Sender"}});
  const auto channel = [&](const std::string& source, const std::string& target) {
    return participant + "<bpmn2:messageFlow id=\"M\" name=\"HTTPS\" sourceRef=\"" + source + "\" targetRef=\"" +
           target + "\">" + type + "</bpmn2:messageFlow>";
  };

  EXPECT_TRUE(check(kLine, channel("P", "S")).empty());
  EXPECT_EQ(findingOf(check(kLine, channel("P", "gone")), "FLOW-003").message,
            "It is connected to 'gone', which is no step or event of the flow.");
  EXPECT_EQ(findingOf(check(kLine, channel("S", "gone")), "FLOW-003").message,
            "It is connected to 'gone', which is no participant.");
}

TEST(FlowCheck, FindsAMissingAndASecondStart) {  // FLOW-005, FLOW-006
  EXPECT_EQ(findingOf(check(node("endEvent", "E")), "FLOW-005").element_kind, "Integration Process");
  EXPECT_EQ(findingOf(check(kLine + node("startEvent", "S2")), "FLOW-006").severity, Severity::Error);
}

TEST(FlowCheck, FindsACircle) {  // FLOW-007
  const Diagnostics findings = check(node("startEvent", "S") + node("callActivity", "A") + node("callActivity", "B") +
                                     flow("f1", "S", "A") + flow("f2", "A", "B") + flow("f3", "B", "A"));

  EXPECT_EQ(findingOf(findings, "FLOW-007").message, "The sequence flows run in a circle: A -> B -> A.");
}

TEST(FlowCheck, FindsACircleNothingLeadsTo) {
  const Diagnostics findings = check(kLine + node("callActivity", "X") + flow("f3", "X", "X"));

  EXPECT_EQ(findingOf(findings, "FLOW-007").message, "The sequence flows run in a circle: X -> X.");
}

TEST(FlowCheck, AllowsPathsToMeet) {
  const std::string elements = node("startEvent", "S") + node("exclusiveGateway", "G", "default=\"f2\"") +
                               node("callActivity", "A") + node("endEvent", "E") + flow("f1", "S", "G") +
                               flow("f2", "G", "A") + flow("f3", "G", "E") + flow("f4", "A", "E");

  EXPECT_TRUE(check(elements).empty()) << check(elements).toText();
}

TEST(FlowCheck, FollowsAPathOfAnyLengthWithoutRecursion) {
  std::string elements = node("startEvent", "n0");
  for (int i = 1; i < 4000; ++i) {
    elements += node("callActivity", "n" + std::to_string(i));
    elements += flow("f" + std::to_string(i), "n" + std::to_string(i - 1), "n" + std::to_string(i));
  }

  EXPECT_TRUE(check(elements).empty());
}

TEST(FlowCheck, FindsARouterWithoutDefaultRoute) {  // FLOW-008
  const auto router = [](const std::string& attribute) {
    return node("startEvent", "S") + node("exclusiveGateway", "G", attribute) + node("endEvent", "E") +
           flow("f1", "S", "G") + flow("f2", "G", "E");
  };

  EXPECT_EQ(findingOf(check(router("")), "FLOW-008").message, "It has no default route.");
  EXPECT_EQ(findingOf(check(router("default=\"f1\"")), "FLOW-008").message,
            "Its default route 'f1' does not leave it.");
  EXPECT_EQ(findingOf(check(router("default=\"gone\"")), "FLOW-008").element_kind, "Router");
}

TEST(FlowCheck, FindsRoutesThatPartWithoutAGateway) {  // FLOW-011
  EXPECT_EQ(findingOf(check(kLine + node("endEvent", "E2") + flow("f3", "A", "E2")), "FLOW-011").element_id, "A");
}

TEST(FlowCheck, FindsACallOfNoLocalProcess) {  // FLOW-012
  const auto caller = [](const std::string& process) {
    return node("startEvent", "S") + "<bpmn2:callActivity id=\"A\" name=\"Call\">" +
           propertiesText({{"activityType", "ProcessCallElement"}, {"processId", process}}) + "</bpmn2:callActivity>" +
           flow("f1", "S", "A");
  };

  EXPECT_EQ(findingOf(check(caller("gone")), "FLOW-012").message, "It calls the process 'gone', which does not exist.");
  EXPECT_EQ(findingOf(check(caller("Process_1")), "FLOW-012").message,
            "It calls the process 'Process_1', which is no local integration process.");
}

TEST(FlowCheck, AllowsALocalProcessToCallItself) {  // P-BUNDLE-008
  const std::string local = "<bpmn2:process id=\"L\" name=\"Local\">" +
                            propertiesText({{"processType", "directCall"}}) + node("startEvent", "LS") +
                            "<bpmn2:callActivity id=\"LA\" name=\"Again\">" +
                            propertiesText({{"activityType", "ProcessCallElement"}, {"processId", "L"}}) +
                            "</bpmn2:callActivity>" + flow("lf", "LS", "LA") + "</bpmn2:process>";

  const Artifact artifact = readFlowOf("", emptyProcess() + local);

  EXPECT_TRUE(artifact.diagnostics.empty()) << artifact.diagnostics.toText();
}

TEST(FlowCheck, FindsAnElementWithoutAnId) {  // FLOW-013
  EXPECT_EQ(findingOf(check(kLine + "<bpmn2:callActivity name=\"x\"/>"), "FLOW-013").severity, Severity::Error);
}

TEST(FlowCheck, WarnsOfAStepThatNeverRuns) {  // FLOW-014
  EXPECT_EQ(findingOf(check(kLine + node("callActivity", "lonely")), "FLOW-014").severity, Severity::Warning);
}

TEST(FlowCheck, FindsAChannelWithoutType) {  // FLOW-015
  const std::string collaboration =
      "<bpmn2:participant id=\"P\" name=\"Shop\" ifl:type=\"EndpointSender\"/><bpmn2:messageFlow id=\"M\" "
      "sourceRef=\"P\" targetRef=\"S\"/>";

  EXPECT_EQ(findingOf(check(kLine, collaboration), "FLOW-015").element_kind, "sender channel");
}

TEST(FlowCheck, LooksIntoExceptionSubprocesses) {
  const std::string subprocess =
      "<bpmn2:subProcess id=\"X\" name=\"Exception\"><bpmn2:startEvent id=\"XS\"><bpmn2:errorEventDefinition/>"
      "</bpmn2:startEvent>" +
      node("callActivity", "XA") + flow("x1", "XS", "XA") + flow("x2", "XA", "A") + "</bpmn2:subProcess>";

  EXPECT_EQ(findingOf(check(kLine + subprocess), "FLOW-002").element_id, "x2");
}

}  // namespace
}  // namespace iflowsim
