#include "app/scripts/companions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iflowsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Artifact collection(const std::string& id, const std::string& script) {
  Artifact artifact;
  artifact.kind = ArtifactKind::ScriptCollection;
  artifact.id = id;
  artifact.resources["src/main/resources/script/x.groovy"] = std::make_shared<const std::string>(script);
  return artifact;
}

TEST(Companions, FindsAScriptCollectionByItsId) {
  Companions companions;
  companions.replace({collection("common", "1")});

  const auto found = companions.scriptCollection("common");
  ASSERT_TRUE(found);
  EXPECT_EQ(*found->resources.at("src/main/resources/script/x.groovy"), "1");
  EXPECT_FALSE(companions.scriptCollection("other"));
}

TEST(Companions, AreNoScriptCollectionsWhenTheyAreMappings) {
  Companions companions;
  Artifact mapping = collection("map", "1");
  mapping.kind = ArtifactKind::ValueMapping;
  companions.replace({mapping});

  EXPECT_FALSE(companions.scriptCollection("map"));
  EXPECT_EQ(companions.all().size(), 1U);
}

TEST(Companions, TellWhichCameChangedAndWent) {
  Companions companions;
  const Artifact same = collection("same", "1");

  EXPECT_THAT(companions.replace({same, collection("changes", "1"), collection("goes", "1")}),
              ElementsAre("changes", "goes", "same"));
  EXPECT_THAT(companions.replace({same, collection("changes", "2"), collection("comes", "1")}),
              ElementsAre("changes", "comes", "goes"));
  EXPECT_THAT(companions.replace({collection("same", "1"), collection("changes", "2"), collection("comes", "1")}),
              IsEmpty());
}

TEST(Companions, TellTheirListenerOfChangesOnly) {
  Companions companions;
  int calls = 0;
  std::size_t there = 0;
  companions.onChange([&](const std::vector<Artifact>& artifacts) {
    ++calls;
    there = artifacts.size();
  });

  companions.replace({collection("one", "1"), collection("other", "1")});
  companions.replace({collection("one", "1"), collection("other", "1")});
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(there, 2U);

  companions.replace({});
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(there, 0U);
}

}  // namespace
}  // namespace iflowsim
