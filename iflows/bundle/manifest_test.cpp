#include "iflows/bundle/manifest.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(Manifest, JoinsContinuationLinesForEveryLineEnd) {
  for (const char* end : {"\n", "\r\n", "\r"}) {
    Diagnostics diagnostics;
    const std::string text = std::string("Manifest-Version: 1.0") + end + "Bundle-Name: All or" + end + " ders of" +
                             end + "   today" + end + "Bundle-Version: 1.0.2";

    const Manifest manifest = readManifest(text, "m", diagnostics);

    EXPECT_EQ(manifest.get("Bundle-Name"), "All orders of  today");
    EXPECT_EQ(manifest.get("bundle-version"), "1.0.2");
    EXPECT_TRUE(diagnostics.empty()) << diagnostics.toText();
  }
}

TEST(Manifest, StopsAtTheEndOfTheMainSection) {
  Diagnostics diagnostics;

  const Manifest manifest = readManifest("\nBundle-Name: a\n\nName: other\nBundle-Name: b\n", "m", diagnostics);

  EXPECT_EQ(manifest.get("Bundle-Name"), "a");
  EXPECT_EQ(manifest.get("Name"), "");
}

TEST(Manifest, KeepsTheLastOfRepeatedHeaders) {
  Diagnostics diagnostics;

  EXPECT_EQ(readManifest("A: 1\nB: 2\na: 3\n", "m", diagnostics).get("A"), "3");
}

TEST(Manifest, WarnsOfALineThatIsNoHeader) {  // MANIFEST-003
  Diagnostics diagnostics;

  const Manifest manifest = readManifest("A: 1\nnonsense\n: x\nB: 2\n", "o.zip!META-INF/MANIFEST.MF", diagnostics);

  EXPECT_EQ(manifest.get("B"), "2");
  ASSERT_EQ(diagnostics.size(), 2U);
  EXPECT_EQ(diagnostics.items().front().code, "MANIFEST-003");
  EXPECT_EQ(diagnostics.items().front().place.line, 2);
}

}  // namespace
}  // namespace iflowsim
