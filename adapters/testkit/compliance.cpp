#include "adapters/testkit/compliance.h"

#include <algorithm>
#include <cctype>
#include <set>

#include <gtest/gtest.h>

#include "adapters/testkit/compliance_checks.h"

namespace iflowsim {

namespace {

using namespace compliance;

bool always(const AdapterExample& /*example*/) {
  return true;
}

bool hasBadChannel(const AdapterExample& example) {
  return !example.bad.empty();
}

bool isSender(const AdapterExample& example) {
  return example.direction == Direction::Sender;
}

bool isHttp(const AdapterExample& example) {
  return example.http.has_value();
}

bool isHttpWithReply(const AdapterExample& example) {
  return example.http && !example.http->one_way;
}

bool hasArrival(const AdapterExample& example) {
  return example.http || example.arrival;
}

bool hasOutage(const AdapterExample& example) {
  return example.outage != nullptr;
}

struct Row {
  const char* name;
  bool (*concerns)(const AdapterExample& example);
  Check* run;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> kRows{
      // Name, summary, the builder of its direction, fidelity with its difference in words, and properties that are
      // documented, named once and have an allowed default; the examples use no others.
      {"DescribesItself", always, describesItself},
      // The good channel is built without errors, and again.
      {"BuildsAGoodChannel", always, buildsAGoodChannel},
      // The bad channel gives no adapter but errors with code, place, channel, text and remedy.
      {"ReportsABadChannel", hasBadChannel, reportsABadChannel},

      // A sender starts, stops, leaves nothing behind and lets its flow go; what did not start can be stopped too.
      {"StartsAndStops", isSender, startsAndStops},
      // What it claims while it is started is what it said before.
      {"HoldsTheAddressesItAnnounces", isSender, holdsTheAddressesItAnnounces},
      // On an address that is taken it does not start, says why, and leaves the holder alone.
      {"RefusesAnAddressThatIsTaken", isSender, refusesAnAddressThatIsTaken},
      // One message, one run in the log, with the name of the sending participant.
      {"BringsAMessageToItsFlow", hasArrival, bringsAMessageToItsFlow},
      // A failed message is a failed run in the log, and the next one is as good as any.
      {"GoesOnAfterAFailedMessage", hasArrival, goesOnAfterAFailedMessage},
      {"IsSilentOnceStopped", hasArrival, isSilentOnceStopped},
      // Stopped and built anew for the same channel, as a redeploy does, it brings messages again.
      {"WorksAgainAfterARestart", hasArrival, worksAgainAfterARestart},

      // Authorization: what the channel says is what callers are asked for.
      {"AdmitsTheRoleOfTheChannel", isHttp, admitsTheRoleOfTheChannel},
      {"AdmitsTheCertificatesOfTheChannel", isHttp, admitsTheCertificatesOfTheChannel},
      {"RefusesUnknownAuthorization", isHttp, refusesUnknownAuthorization},
      // Everything else is answered 405.
      {"ServesMethodsByName", isHttp, servesMethodsByName},
      // Limits: the size in the channel counts, and what exceeds it is an error to the caller and a failed run.
      {"RefusesUnreadableLimits", isHttp, refusesUnreadableLimits},
      {"LimitsTheBody", isHttp, limitsTheBody},
      {"FailsWhatIsTooLarge", isHttp, failsWhatIsTooLarge},
      // Bad input: one answer to each request, and an error when its flow did not get it.
      {"AnswersBadInput", isHttp, answersBadInput},
      {"TellsWhichMessageFailed", isHttpWithReply, tellsWhichMessageFailed},

      // What it cannot reach fails the message, with a class and a text, and nothing else.
      {"FailsWithAFlowError", hasOutage, failsWithAFlowError},
  };
  return kRows;
}

void checkProperty(const PropertySpec& property) {
  EXPECT_FALSE(property.name.empty());
  EXPECT_FALSE(property.meaning.empty()) << property.name;
  if (property.allowed.empty() || property.default_value.empty()) return;
  EXPECT_NE(std::find(property.allowed.begin(), property.allowed.end(), property.default_value), property.allowed.end())
      << "The default of " << property.name << " is not allowed.";
}

Channel channelWith(const AdapterExample& example, const AdapterBench::PropertyList& properties) {
  Channel channel = AdapterBench::channel(example.type, example.direction, properties);
  if (!example.protocol.empty()) channel.properties.set("MessageProtocol", example.protocol);
  return channel;
}

bool isBuilt(AdapterBench& bench, const AdapterExample& example, const Channel& channel) {
  lendFiles(bench, example);
  if (example.direction == Direction::Sender) return bench.sender(channel) != nullptr;
  return bench.receiver(channel) != nullptr;
}

}  // namespace

std::string AdapterExample::name() const {
  std::string text = type + '_';
  std::copy_if(protocol.begin(), protocol.end(), std::back_inserter(text),
               [](unsigned char letter) { return std::isalnum(letter) != 0; });
  if (!protocol.empty()) text += '_';
  return text + std::string(toText(direction));
}

std::vector<ComplianceCase> complianceCases(const std::vector<AdapterExample>& examples) {
  std::vector<ComplianceCase> cases;
  for (const AdapterExample& example : examples) {
    for (const Row& row : rows()) {
      if (row.concerns(example)) cases.push_back({example, row.name, row.run});
    }
  }
  return cases;
}

std::ostream& operator<<(std::ostream& out, const ComplianceCase& one) {
  return out << one.name();
}

Channel compliance::goodChannel(const AdapterExample& example, const AdapterBench::PropertyList& besides) {
  Channel channel = channelWith(example, example.good);
  for (const auto& [key, value] : besides) channel.properties.set(key, value);
  return channel;
}

void compliance::lendFiles(AdapterBench& bench, const AdapterExample& example) {
  for (const auto& [path, text] : example.files) {
    bench.build.model.resources[path] = std::make_shared<const std::string>(text);
  }
}

void compliance::describesItself(const AdapterRegistration& registration, const AdapterExample& example) {
  const AdapterBench bench(registration);
  const AdapterSpec* spec = bench.registry.find(example.type, example.direction, example.protocol);
  ASSERT_NE(spec, nullptr);

  EXPECT_FALSE(spec->name.empty());
  EXPECT_FALSE(spec->summary.empty());
  EXPECT_EQ(spec->difference.empty(), spec->fidelity == Fidelity::Exact) << "difference: " << spec->difference;
  EXPECT_EQ(spec->build_sender != nullptr, example.direction == Direction::Sender);
  EXPECT_EQ(spec->build_receiver != nullptr, example.direction == Direction::Receiver);
  std::set<std::string> names;
  for (const PropertySpec& property : spec->properties) {
    checkProperty(property);
    EXPECT_TRUE(names.insert(property.name).second) << property.name << " is declared twice.";
  }
  for (const auto& [name, value] : example.good) {
    EXPECT_TRUE(names.contains(name)) << name << " is used but not declared.";
  }
}

void compliance::buildsAGoodChannel(const AdapterRegistration& registration, const AdapterExample& example) {
  AdapterBench bench(registration);

  EXPECT_TRUE(isBuilt(bench, example, goodChannel(example)));
  EXPECT_TRUE(isBuilt(bench, example, goodChannel(example)));

  EXPECT_FALSE(bench.build.diagnostics.hasErrors()) << bench.findings();
}

void compliance::reportsABadChannel(const AdapterRegistration& registration, const AdapterExample& example) {
  AdapterBench bench(registration);

  EXPECT_FALSE(isBuilt(bench, example, channelWith(example, example.bad)));

  EXPECT_TRUE(bench.build.diagnostics.hasErrors());
  for (const Diagnostic& finding : bench.build.diagnostics.items()) {
    EXPECT_FALSE(finding.code.empty());
    EXPECT_EQ(finding.place.line, 12) << finding.code;
    EXPECT_EQ(finding.element_name, "Shop") << finding.code;
    EXPECT_FALSE(finding.message.empty()) << finding.code;
    EXPECT_FALSE(finding.remedy.empty()) << finding.code;
  }
}

}  // namespace iflowsim
