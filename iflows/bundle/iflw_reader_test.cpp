#include "iflows/bundle/iflw_reader.h"

#include <gtest/gtest.h>

#include "tests/support/bundle_reading.h"

namespace iflowsim {
namespace {

using namespace testing;

const std::string kStart =
    "<bpmn2:startEvent id=\"S\" name=\"Start\"><bpmn2:outgoing>f1</bpmn2:outgoing></bpmn2:startEvent>";

std::string flowTo(const std::string& id, const std::string& source, const std::string& target) {
  return "<bpmn2:sequenceFlow id=\"" + id + "\" sourceRef=\"" + source + "\" targetRef=\"" + target + "\"/>";
}

/// A process whose start leads to that element, whose id is A.
std::string startedBefore(const std::string& element) {
  return processText(kStart + element + flowTo("f1", "S", "A"));
}

Artifact readText(const std::string& iflw, const ReadOptions& options = {}) {
  BundleFiles files = flowBundle("Test", "", "");
  files[kTestFlowPath] = iflw;
  return readZipped(files, options).artifacts.at(0);
}

TEST(IflwReader, ReadsAStepWithItsPropertiesAndPlace) {
  const Artifact artifact = readFlowOf(
      "", startedBefore("\n<bpmn2:callActivity id=\"A\" name=\"Set &amp; go\">" +
                        propertiesText({{"activityType", "Enricher"},
                                        {"wrapContent", "<a>\n{{x}}</a>"},
                                        {"cmdVariantUri", "ctype::FlowstepVariant/cname::Enricher/version::1.5.1"}}) +
                        "</bpmn2:callActivity>"));

  ASSERT_NE(artifact.flow, nullptr) << artifact.diagnostics.toText();
  const Node* node = artifact.flow->processes.front().graph.node("A");
  ASSERT_NE(node, nullptr);
  EXPECT_EQ(node->name, "Set & go");
  EXPECT_EQ(node->kind, "Enricher");
  EXPECT_EQ(node->element, "callActivity");
  EXPECT_EQ(node->version, "1.5.1");
  EXPECT_EQ(node->properties.get("wrapContent"), "<a>\n{{x}}</a>");
  EXPECT_EQ(node->incoming, std::vector<std::string>{"f1"});
  EXPECT_EQ(node->place.line, 8);
}

TEST(IflwReader, ReadsRoutersInTheOrderOfTheirRoutes) {
  const Artifact artifact = readFlowOf(
      "", startedBefore("<bpmn2:exclusiveGateway id=\"A\" default=\"r3\"><bpmn2:outgoing>r2</bpmn2:outgoing>"
                        "<bpmn2:outgoing>r1</bpmn2:outgoing></bpmn2:exclusiveGateway><bpmn2:endEvent id=\"E\"/>"
                        "<bpmn2:sequenceFlow id=\"r1\" name=\"DE\" sourceRef=\"A\" targetRef=\"E\">" +
                        propertiesText({{"expressionType", "NonXML"}}) +
                        "<bpmn2:conditionExpression xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                        "xsi:type=\"bpmn2:tFormalExpression\">${header.a} &lt; '1'</bpmn2:conditionExpression>"
                        "</bpmn2:sequenceFlow>" +
                        flowTo("r2", "A", "E") + flowTo("r3", "A", "E")));

  ASSERT_NE(artifact.flow, nullptr);
  const NodeGraph& graph = artifact.flow->processes.front().graph;
  EXPECT_EQ(graph.node("A")->default_flow, "r3");
  EXPECT_EQ(graph.node("A")->outgoing, (std::vector<std::string>{"r2", "r1", "r3"}));
  EXPECT_EQ(graph.edge("r1")->condition, "${header.a} < '1'");
  EXPECT_EQ(graph.edge("r1")->expression_type, "NonXML");
  EXPECT_EQ(graph.edge("r1")->name, "DE");
}

TEST(IflwReader, ReadsEventDefinitionsAndLoops) {
  const Artifact artifact = readFlowOf(
      "", processText("<bpmn2:startEvent id=\"S\"><bpmn2:timerEventDefinition id=\"T\">" +
                      propertiesText({{"scheduleKey", "<row><cell>triggerType</cell><cell>simple</cell></row>"}}) +
                      "</bpmn2:timerEventDefinition></bpmn2:startEvent><bpmn2:callActivity id=\"A\">" +
                      propertiesText({{"activityType", "ProcessCallElement"}, {"subActivityType", "LoopingProcess"}}) +
                      "<bpmn2:standardLoopCharacteristics loopMaximum=\"9\"><bpmn2:loopCondition>${property.more} = "
                      "'x'</bpmn2:loopCondition></bpmn2:standardLoopCharacteristics></bpmn2:callActivity>" +
                      flowTo("f1", "S", "A")));

  ASSERT_NE(artifact.flow, nullptr);
  const NodeGraph& graph = artifact.flow->processes.front().graph;
  EXPECT_EQ(graph.start()->kind, "TimerStartEvent");
  EXPECT_EQ(graph.start()->event_properties.get("scheduleKey").substr(0, 4), "<row");
  EXPECT_EQ(graph.node("A")->kind, "ProcessCallElement/LoopingProcess");
  EXPECT_EQ(graph.node("A")->loop_condition, "${property.more} = 'x'");
  EXPECT_EQ(graph.node("A")->loop_maximum, "9");
}

TEST(IflwReader, SeparatesTheExceptionSubprocess) {
  const Artifact artifact = readFlowOf(
      "", startedBefore("<bpmn2:endEvent id=\"A\"/><bpmn2:subProcess id=\"X\" name=\"On error\"><bpmn2:startEvent "
                        "id=\"XS\"><bpmn2:errorEventDefinition/></bpmn2:startEvent><bpmn2:endEvent id=\"XE\">"
                        "<bpmn2:errorEventDefinition/></bpmn2:endEvent>" +
                        flowTo("x1", "XS", "XE") + "</bpmn2:subProcess>"));

  ASSERT_NE(artifact.flow, nullptr);
  const Process& process = artifact.flow->processes.front();
  EXPECT_EQ(process.graph.nodes.size(), 2U);
  ASSERT_TRUE(process.exception_subprocess);
  EXPECT_EQ(process.exception_subprocess->name, "On error");
  EXPECT_EQ(process.exception_subprocess->graph.start()->kind, "ErrorStartEvent");
  EXPECT_EQ(process.exception_subprocess->graph.node("XE")->kind, "ErrorEndEvent");
}

TEST(IflwReader, ReadsChannelsWhicheverWayTheArrowPoints) {  // P-BUNDLE-009
  const auto channel = [](const std::string& id, const std::string& source, const std::string& target,
                          const std::map<std::string, std::string>& properties) {
    return "<bpmn2:messageFlow id=\"" + id + "\" name=\"Line\" sourceRef=\"" + source + "\" targetRef=\"" + target +
           "\">" + propertiesText(properties) + "</bpmn2:messageFlow>";
  };
  const std::string uri = "ctype::AdapterVariant/cname::sap:HTTP/tp::HTTP/mp::None/direction::Receiver/version::1.7.2";
  const Artifact artifact = readFlowOf(
      "<bpmn2:participant id=\"P1\" name=\"Shop\" ifl:type=\"EndpointSender\"/><bpmn2:participant id=\"P2\" "
      "name=\"ERP\" "
      "ifl:type=\"EndpointRecevier\"/>" +
          channel("M1", "P1", "Start_1", {{"ComponentType", "HTTPS"}, {"direction", "Sender"}, {"Name", "In"}}) +
          channel("M2", "End_1", "P2", {{"cmdVariantUri", uri}}) +
          channel("M3", "P2", "End_1", {{"ComponentType", "SOAP"}}),
      emptyProcess());

  ASSERT_NE(artifact.flow, nullptr) << artifact.diagnostics.toText();
  ASSERT_EQ(artifact.flow->channels.size(), 3U);
  const Channel& in = artifact.flow->channels[0];
  EXPECT_EQ(in.direction, Direction::Sender);
  EXPECT_EQ(in.node, "Start_1");
  EXPECT_EQ(in.participant, "Shop");
  EXPECT_EQ(in.name, "In");
  const Channel& out = artifact.flow->channels[1];
  EXPECT_EQ(out.type, "HTTP");
  EXPECT_EQ(out.direction, Direction::Receiver);
  EXPECT_EQ(out.version, "1.7.2");
  EXPECT_EQ(out.name, "Line");
  const Channel& reversed = artifact.flow->channels[2];
  EXPECT_EQ(reversed.direction, Direction::Receiver);
  EXPECT_EQ(reversed.node, "End_1");
  EXPECT_EQ(reversed.participant_id, "P2");
  EXPECT_EQ(artifact.flow->channelsOf("End_1").size(), 2U);
}

TEST(IflwReader, ReadsFlowSettingsAndNamespaces) {
  const Artifact artifact =
      readFlowOf(propertiesText({{"allowedHeaderList", "SAP_.*"},
                                 {"namespaceMapping", " xmlns:p = urn:a ;\nxmlns:q=\"urn:b=c\"; "}}),
                 emptyProcess());

  ASSERT_NE(artifact.flow, nullptr);
  EXPECT_EQ(artifact.flow->settings.get("allowedHeaderList"), "SAP_.*");
  EXPECT_EQ(artifact.flow->namespaces, (std::map<std::string, std::string>{{"p", "urn:a"}, {"q", "urn:b=c"}}));
}

TEST(IflwReader, MarksLocalProcesses) {
  const Artifact artifact =
      readFlowOf("", emptyProcess() + "<bpmn2:process id=\"L\">" + propertiesText({{"processType", "directCall"}}) +
                         "<bpmn2:startEvent id=\"LS\"/></bpmn2:process>");

  ASSERT_NE(artifact.flow, nullptr);
  EXPECT_FALSE(artifact.flow->processes[0].local);
  EXPECT_TRUE(artifact.flow->processes[1].local);
}

TEST(IflwReader, KeepsUnknownElementsAsStepsOfTheirName) {
  const Artifact artifact = readFlowOf("", startedBefore("<bpmn2:userTask id=\"A\"/><bpmn2:textAnnotation id=\"N\"/>"));

  ASSERT_NE(artifact.flow, nullptr);
  EXPECT_EQ(artifact.flow->processes.front().graph.nodes.size(), 2U);
  EXPECT_EQ(artifact.flow->processes.front().graph.node("A")->kind, "userTask");
}

TEST(IflwReader, RefusesWhatIsNoFlow) {  // IFLW-001, IFLW-002, IFLW-003
  const std::string open = "<b:definitions xmlns:b='http://www.omg.org/spec/BPMN/20100524/MODEL'>";
  const Artifact other = readText("<definitions/>");
  const Artifact empty = readText(open + "</b:definitions>");

  EXPECT_EQ(other.flow, nullptr);
  EXPECT_EQ(findingOf(other.diagnostics, "IFLW-001").severity, Severity::Error);
  EXPECT_EQ(empty.flow, nullptr);
  EXPECT_EQ(findingOf(empty.diagnostics, "IFLW-002").severity, Severity::Error);
  EXPECT_EQ(findingOf(empty.diagnostics, "IFLW-003").severity, Severity::Error);
}

TEST(IflwReader, RefusesASecondExceptionSubprocess) {  // IFLW-004
  const std::string subprocess =
      "<bpmn2:subProcess id=\"X\"><bpmn2:startEvent "
      "id=\"XS\"><bpmn2:errorEventDefinition/></bpmn2:startEvent></bpmn2:subProcess>";

  const Artifact artifact = readFlowOf("", startedBefore("<bpmn2:endEvent id=\"A\"/>" + subprocess + subprocess));

  EXPECT_EQ(findingOf(artifact.diagnostics, "IFLW-004").element_kind, "Exception Subprocess");
}

TEST(IflwReader, WarnsOfRoutesThatAreNotConnected) {  // FLOW-004
  const Artifact artifact =
      readFlowOf("", startedBefore("<bpmn2:endEvent id=\"A\"><bpmn2:incoming>f9</bpmn2:incoming></bpmn2:endEvent>"));

  EXPECT_EQ(findingOf(artifact.diagnostics, "FLOW-004").message,
            "It names the sequence flow 'f9', which is not connected to it.");
  EXPECT_EQ(artifact.flow->processes.front().graph.node("A")->incoming, std::vector<std::string>{"f1"});
}

TEST(IflwReader, FindsAParticipantOfNoProcess) {  // FLOW-009
  const Artifact artifact =
      readFlowOf("<bpmn2:participant id=\"P\" name=\"Main\" processRef=\"gone\"/>", emptyProcess());

  EXPECT_EQ(findingOf(artifact.diagnostics, "FLOW-009").message,
            "It refers to the process 'gone', which does not exist.");
}

TEST(IflwReader, WarnsOfANamespaceThatIsNone) {  // FLOW-010
  const Artifact artifact = readFlowOf(propertiesText({{"namespaceMapping", "p=urn:a"}}), emptyProcess());

  EXPECT_EQ(findingOf(artifact.diagnostics, "FLOW-010").severity, Severity::Warning);
}

TEST(IflwReader, StopsAtTooManySteps) {  // LIMIT-008
  ReadOptions options;
  options.limits.max_flow_nodes = 1;

  const Artifact artifact = readFlowOf("", emptyProcess(), options);

  EXPECT_EQ(artifact.flow, nullptr);
  EXPECT_EQ(findingOf(artifact.diagnostics, "LIMIT-008").severity, Severity::Error);
}

TEST(IflwReader, GivesThePlaceOfBrokenXml) {
  const Artifact artifact = readText("<a>\n <b></a>");

  EXPECT_EQ(artifact.flow, nullptr);
  const Diagnostic finding = findingOf(artifact.diagnostics, "XML-001");
  EXPECT_EQ(finding.place.line, 2);
  EXPECT_EQ(finding.place.column, 5);
}

TEST(IflwReader, SurvivesAnyLineBeingLost) {
  const std::string text = iflwText("", emptyProcess());
  for (std::size_t start = 0; start < text.size(); start = text.find('\n', start) + 1) {
    std::string broken = text;
    broken.erase(start, text.find('\n', start) + 1 - start);

    const Artifact artifact = readText(broken);

    EXPECT_TRUE(artifact.flow != nullptr || artifact.diagnostics.hasErrors());
  }
}

}  // namespace
}  // namespace iflowsim
