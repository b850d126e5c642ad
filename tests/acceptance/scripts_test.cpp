#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/acceptance/hello_tenant.h"
#include "tests/support/bundle_texts.h"

namespace iflowsim::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr std::size_t kMany = 100;

std::string scriptProcess(const std::map<std::string, std::string>& step) {
  std::map<std::string, std::string> properties{
      {"activityType", "Script"},
      {"subActivityType", "GroovyScript"},
      {"script", "work.groovy"},
      {"cmdVariantUri", "ctype::FlowstepVariant/cname::GroovyScript/version::1.1.2"}};
  for (const auto& [key, value] : step) properties[key] = value;
  return processText(
      "<bpmn2:startEvent id='Start_1' name='Start'><bpmn2:outgoing>Flow_1</bpmn2:outgoing>"
      "<bpmn2:messageEventDefinition/></bpmn2:startEvent>"
      "<bpmn2:callActivity id='Script_1' name='Work'>" +
      propertiesText(properties) +
      "<bpmn2:incoming>Flow_1</bpmn2:incoming><bpmn2:outgoing>Flow_2</bpmn2:outgoing></bpmn2:callActivity>"
      "<bpmn2:endEvent id='End_1' name='End'><bpmn2:incoming>Flow_2</bpmn2:incoming>"
      "<bpmn2:messageEventDefinition/></bpmn2:endEvent>"
      "<bpmn2:sequenceFlow id='Flow_1' sourceRef='Start_1' targetRef='Script_1'/>"
      "<bpmn2:sequenceFlow id='Flow_2' sourceRef='Script_1' targetRef='End_1'/>");
}

std::string functionText(const std::string& statements) {
  return "import com.sap.gateway.ip.core.customdev.util.Message\n\n"
         "def Message processData(Message message) {\n" +
         statements + "\n    return message\n}\n";
}

/// The sample tenant with flows of one script each.
class ScriptTenant : public HelloTenant {
 public:
  /// Serves `/http/<id>`.
  void addFlow(const std::string& id, const std::string& statements,
               const std::map<std::string, std::string>& step = {}) const {
    const std::string channel = propertiesText({{"ComponentType", "HTTPS"},
                                                {"direction", "Sender"},
                                                {"urlPath", "/" + id},
                                                {"senderAuthType", "RoleBased"},
                                                {"userRole", "ESBMessaging.send"}});
    BundleFiles files = flowBundle(id,
                                   "<bpmn2:participant id='Sender_1' name='Caller' ifl:type='EndpointSender'/>"
                                   "<bpmn2:messageFlow id='Channel_1' name='HTTPS' sourceRef='Sender_1' "
                                   "targetRef='Start_1'>" +
                                       channel + "</bpmn2:messageFlow>",
                                   scriptProcess(step));
    files["src/main/resources/script/work.groovy"] = functionText(statements);
    write(id, files);
  }

  void write(const std::string& bundle, const BundleFiles& files) const {
    for (const auto& [name, text] : files) {
      const fs::path file = path() / "flows" / bundle / name;
      fs::create_directories(file.parent_path());
      std::ofstream(file, std::ios::binary) << text;
    }
  }

  /// Kills the process in which scripts run, as the kernel does when memory is short.
  void killScriptHost() const {
    const std::string mark = (path() / ".iflowsim" / "scripts").string();
    for (const auto& entry : fs::directory_iterator("/proc")) {
      std::ifstream file(entry.path() / "cmdline", std::ios::binary);
      const std::string words{std::istreambuf_iterator<char>(file), {}};
      if (words.find("-Xmx") == std::string::npos || words.find(mark) == std::string::npos) continue;
      ::kill(std::stoi(entry.path().filename().string()), SIGKILL);
    }
  }

  std::size_t countLogLines(const std::string& text) {
    const std::string log = server().errors();
    std::size_t count = 0;
    for (auto at = log.find(text); at != std::string::npos; at = log.find(text, at + 1)) ++count;
    return count;
  }
};

TEST(Scripts, ReplyThroughTheServer) {
  ScriptTenant tenant;
  tenant.addFlow("shout", "    message.setBody(message.getBody(String).toUpperCase())");
  tenant.serve();

  const HttpReply reply =
      tenant.caller().send({.method = "POST", .path = "/http/shout", .user = "caller:say-hello", .body = "hello"});

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "HELLO");
}

TEST(Scripts, FailOnlyTheMessagesThatWereInTheirHostWhenItDies) {
  ScriptTenant tenant;
  tenant.addFlow("slow",
                 "    org.slf4j.LoggerFactory.getLogger('slow').info('is inside')\n"
                 "    if (message.getBody(String) == 'wait') Thread.sleep(50000)");
  tenant.serve({"workers.threads=" + std::to_string(kMany + 8)});
  const auto call = [&tenant](const std::string& body) {
    return tenant.caller().send({.method = "POST", .path = "/http/slow", .user = "caller:say-hello", .body = body});
  };
  std::vector<std::future<HttpReply>> replies;
  for (std::size_t i = 0; i < kMany; ++i) replies.push_back(std::async(std::launch::async, call, "wait"));
  ASSERT_TRUE(eventually([&] { return tenant.countLogLines("is inside") == kMany; })) << tenant.server().errors();

  tenant.killScriptHost();

  EXPECT_EQ(tenant.caller().get("/http/hello").status, 200) << "a flow without a script sees nothing of it";
  EXPECT_EQ(call("go").status, 200) << "the next message starts the host again";
  for (auto& reply : replies) EXPECT_EQ(reply.get().status, 500);
  ASSERT_TRUE(eventually([&] {
    return tenant.ask({"logs", "--flow", "slow", "--status", "FAILED", "--limit", "500"}).at("messages").size() ==
           kMany;
  }));
  const auto failed = tenant.ask({"logs", "--flow", "slow", "--status", "FAILED", "--limit", "1"}).at("messages").at(0);
  EXPECT_THAT(tenant.ask({"log", failed.at("messageId")}).dump(),
              HasSubstr("The process that runs scripts failed while the message " +
                        failed.at("messageId").get<std::string>() + " was in work.groovy"));
}

TEST(Scripts, OfACollectionChangeWithIt) {
  ScriptTenant tenant;
  tenant.addFlow("collected", "", {{"script", "common.groovy"}, {"scriptBundleId", "common"}});
  const auto put = [&tenant](const std::string& body) {
    tenant.write("common", companionBundle("common", "ScriptCollection",
                                           {{"src/main/resources/script/common.groovy",
                                             functionText("    message.setBody('" + body + "')")}}));
  };
  put("first");
  tenant.serve({"restart.seconds=0", "watch.interval_ms=50"});
  EXPECT_EQ(tenant.caller().get("/http/collected").body, "first");

  put("second");

  EXPECT_TRUE(eventually([&] { return tenant.caller().get("/http/collected").body == "second"; }));
}

TEST(Scripts, FollowTheValuesOfTheFolder) {
  ScriptTenant tenant;
  tenant.addFlow("country",
                 "    def mapping = com.sap.it.api.ITApiFactory.getApi(com.sap.it.api.mapping.ValueMappingApi, null)\n"
                 "    message.setBody('' + mapping.getMappedValue('ERP', 'Country', 'DE', 'Shop', 'Land'))");
  const auto mapping = [](const std::string& name) {
    return "<vm version='2.0'><group><entry><agency>ERP</agency><schema>Country</schema><value>DE</value></entry>"
           "<entry><agency>Shop</agency><schema>Land</schema><value>" +
           name + "</value></entry></group></vm>";
  };
  tenant.write("countries", companionBundle("countries", "ValueMapping", {{"value_mapping.xml", mapping("Germany")}}));
  tenant.serve();
  const auto land = [&tenant] {
    return tenant.caller().send({.method = "POST", .path = "/http/country", .user = "caller:say-hello"}).body;
  };
  ASSERT_EQ(land(), "Germany");

  tenant.write("countries", {{"value_mapping.xml", mapping("Deutschland")}});
  EXPECT_TRUE(eventually([&] { return land() == "Deutschland"; }));

  tenant.write("../values", {{"value_mappings.yaml",
                              "value_mappings:\n  - columns: [{agency: ERP, identifier: Country}, {agency: Shop, "
                              "identifier: Land}]\n    rows: [[DE, Allemagne]]\n"}});
  EXPECT_TRUE(eventually([&] { return land() == "Allemagne"; }));

  tenant.write("../values", {{"value_mappings.yaml", "value_mappings:\n  - columns: wrong\n"}});
  EXPECT_TRUE(eventually([&] { return tenant.countLogLines("VALUES-003") > 0; }));
  EXPECT_EQ(land(), "Allemagne");
}

}  // namespace
}  // namespace iflowsim::testing
