#include "iflows/bundle/node_kind.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

PropertyTable tableOf(const std::vector<std::pair<std::string, std::string>>& pairs) {
  PropertyTable table;
  for (const auto& [key, value] : pairs) table.set(key, value);
  return table;
}

struct Case {
  const char* element;
  const char* event;
  std::vector<std::pair<std::string, std::string>> properties;
  const char* kind;
};

class NodeKinds : public ::testing::TestWithParam<Case> {};

TEST_P(NodeKinds, FollowTheRules) {  // P-BUNDLE-002
  const Case& given = GetParam();

  EXPECT_EQ(nodeKind(given.element, given.event, tableOf(given.properties)), given.kind);
}

INSTANTIATE_TEST_SUITE_P(Events, NodeKinds,
                         ::testing::Values(Case{"startEvent", "errorEventDefinition", {}, "ErrorStartEvent"},
                                           Case{"startEvent", "messageEventDefinition", {}, "MessageStartEvent"},
                                           Case{"startEvent", "timerEventDefinition", {}, "TimerStartEvent"},
                                           Case{"startEvent", "", {}, "StartEvent"},
                                           Case{"endEvent", "messageEventDefinition", {}, "MessageEndEvent"},
                                           Case{"endEvent", "errorEventDefinition", {}, "ErrorEndEvent"},
                                           Case{"endEvent", "escalationEventDefinition", {}, "EscalationEndEvent"},
                                           Case{"endEvent", "terminateEventDefinition", {}, "TerminateEndEvent"},
                                           Case{"endEvent", "", {}, "EndEvent"}));

INSTANTIATE_TEST_SUITE_P(
    Gateways, NodeKinds,
    ::testing::Values(Case{"exclusiveGateway", "", {}, "ExclusiveGateway"},
                      Case{"parallelGateway", "", {{"activityType", "Multicast"}}, "Multicast"},
                      Case{"parallelGateway", "", {{"activityType", "SequentialMulticast"}}, "SequentialMulticast"},
                      Case{"parallelGateway", "", {{"activityType", "Join"}}, "Join"},
                      Case{"parallelGateway", "", {}, "parallelGateway"}, Case{"serviceTask", "", {}, "ExternalCall"},
                      Case{"serviceTask", "", {{"activityType", "Send"}}, "Send"},
                      Case{"boundaryEvent", "", {{"activityType", "Send"}}, "boundaryEvent"}));

INSTANTIATE_TEST_SUITE_P(
    Calls, NodeKinds,
    ::testing::Values(
        Case{"callActivity", "", {{"activityType", "Enricher"}}, "Enricher"},
        Case{
            "callActivity", "", {{"cmdVariantUri", "ctype::FlowstepVariant/cname::Enricher/version::1.2"}}, "Enricher"},
        Case{"callActivity", "", {}, "callActivity"},
        Case{"callActivity",
             "",
             {{"activityType", "Script"}, {"subActivityType", "GroovyScript"}},
             "Script/GroovyScript"},
        Case{"callActivity", "", {{"activityType", "Script"}, {"script", "a.JS"}}, "Script/JavaScript"},
        Case{"callActivity", "", {{"activityType", "Script"}, {"script", "a.gsh"}}, "Script/GroovyScript"},
        Case{"callActivity",
             "",
             {{"activityType", "Mapping"}, {"subActivityType", "XSLTMapping"}},
             "Mapping/XSLTMapping"},
        Case{"callActivity",
             "",
             {{"activityType", "Mapping"}, {"mappingType", "MessageMapping"}},
             "Mapping/MessageMapping"},
        Case{"callActivity",
             "",
             {{"activityType", "Mapping"}, {"cmdVariantUri", "cname::XSLTMapping"}},
             "Mapping/XSLTMapping"},
        Case{"callActivity",
             "",
             {{"activityType", "Mapping"}, {"mappinguri", "dir://mapping/xslt/a.xsl"}},
             "Mapping/XSLTMapping"},
        Case{"callActivity",
             "",
             {{"activityType", "Mapping"}, {"mappinguri", "dir://mmap/a.mmap"}},
             "Mapping/MessageMapping"},
        Case{"callActivity", "", {{"activityType", "ProcessCallElement"}}, "ProcessCallElement"},
        Case{"callActivity",
             "",
             {{"activityType", "ProcessCallElement"}, {"subActivityType", "NonLoopingProcess"}},
             "ProcessCallElement"},
        Case{"callActivity",
             "",
             {{"activityType", "ProcessCallElement"}, {"subActivityType", "LoopingProcess"}},
             "ProcessCallElement/LoopingProcess"},
        Case{"callActivity",
             "",
             {{"activityType", "ProcessCallElement"}, {"cmdVariantUri", "cname::LoopingProcess"}},
             "ProcessCallElement/LoopingProcess"},
        Case{"callActivity",
             "",
             {{"activityType", "Splitter"}, {"splitType", "IteratingSplitter"}},
             "Splitter/IteratingSplitter"},
        Case{"callActivity",
             "",
             {{"activityType", "Splitter"}, {"cmdVariantUri", "cname::GeneralSplitter"}},
             "Splitter/GeneralSplitter"},
        Case{"callActivity", "", {{"activityType", "DBstorage"}, {"operation", "put"}}, "DBstorage/put"},
        Case{"callActivity",
             "",
             {{"activityType", "Encoder"}, {"encoderType", "Base64 Encode"}},
             "Encoder/Base64 Encode"},
        Case{"callActivity",
             "",
             {{"activityType", "Decoder"}, {"encoderType", "ZIP Decompress"}},
             "Decoder/ZIP Decompress"},
        Case{"callActivity", "", {{"activityType", "Encoder"}}, "Encoder"}));

TEST(VariantPart, TakesOnePieceOfTheUri) {
  const std::string uri = "ctype::AdapterVariant/cname::sap:HTTP/tp::HTTP/mp::None/direction::Receiver/version::1.7.2";

  EXPECT_EQ(variantPart(uri, "cname"), "sap:HTTP");
  EXPECT_EQ(variantPart(uri, "version"), "1.7.2");
  EXPECT_EQ(variantPart(uri, "nothing"), "");
  EXPECT_EQ(variantPart("", "cname"), "");
}

}  // namespace
}  // namespace iflowsim
