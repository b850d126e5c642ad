#include "adapters/adapters.h"

#include <vector>

#include <gtest/gtest.h>

#include "adapters/testkit/compliance.h"

namespace iflowsim {
namespace {

const std::vector<AdapterExample>& examples() {
  static const std::string run_once = "<row><cell>schedule1</cell><cell>fireNow=true</cell></row>";
  static const std::vector<AdapterExample> examples{
      {"HTTPS", Direction::Sender, {{"urlPath", "/orders"}, {"maximumBodySize", "40"}}, {{"urlPath", "orders"}}},
      {"HTTP", Direction::Receiver, {{"httpAddressWithoutQuery", "http://localhost/a"}}, {{"httpMethod", "FETCH"}}},
      {"ProcessDirect", Direction::Sender, {{"address", "/orders"}}, {{"address", "a b"}}},
      {"ProcessDirect", Direction::Receiver, {{"address", "/${header.to}"}}, {}},
      {"Timer", Direction::Sender, {{"scheduleKey", run_once}}, {{"scheduleKey", ""}}}};
  return examples;
}

std::vector<AdapterExample> where(bool (*condition)(const AdapterExample&)) {
  std::vector<AdapterExample> result;
  std::copy_if(examples().begin(), examples().end(), std::back_inserter(result), condition);
  return result;
}

std::string nameOf(const testing::TestParamInfo<AdapterExample>& info) {
  return info.param.name();
}

TEST(Adapters, AllRegisterWithoutDuplicatesAndHaveAnExample) {
  AdapterRegistry registry;

  EXPECT_NO_THROW(registerAdapters(registry));

  EXPECT_EQ(registry.all().size(), examples().size());
  for (const AdapterExample& example : examples()) {
    EXPECT_NE(registry.find(example.type, example.direction), nullptr) << example.name();
  }
}

TEST(Adapters, RefuseToRegisterTwice) {
  AdapterRegistry registry;
  registerAdapters(registry);

  EXPECT_THROW(registerAdapters(registry), std::logic_error);
}

class EveryAdapter : public testing::TestWithParam<AdapterExample> {};

TEST_P(EveryAdapter, DescribesItself) {
  AdapterCompliance(registerAdapters).describesItself(GetParam());
}

TEST_P(EveryAdapter, BuildsAGoodChannel) {
  AdapterCompliance(registerAdapters).buildsAGoodChannel(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, EveryAdapter, testing::ValuesIn(examples()), nameOf);

class EveryFallibleAdapter : public testing::TestWithParam<AdapterExample> {};

TEST_P(EveryFallibleAdapter, ReportsABadChannel) {
  AdapterCompliance(registerAdapters).reportsABadChannel(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, EveryFallibleAdapter,
                         testing::ValuesIn(where([](const AdapterExample& each) { return !each.bad.empty(); })),
                         nameOf);

class EverySender : public testing::TestWithParam<AdapterExample> {};

TEST_P(EverySender, StartsAndStops) {
  AdapterCompliance(registerAdapters).startsAndStops(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, EverySender, testing::ValuesIn(where([](const AdapterExample& each) {
                           return each.direction == Direction::Sender;
                         })),
                         nameOf);

}  // namespace
}  // namespace iflowsim
