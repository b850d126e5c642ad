#include "adapters/shared/gzip.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

std::string inflated(std::string_view compressed) {
  BodyBuilder builder;
  EXPECT_EQ(inflateTo(builder, compressed, 1U << 30U), InflateOutcome::Done);
  return builder.finish().text();
}

TEST(Gzip, GivesBackWhatItTook) {
  const std::string large(300'000, 'x');
  for (const std::string& text : {std::string(), std::string("<order/>"), large}) {
    const Body packed = gzipped(Body(text), {});

    EXPECT_EQ(inflated(packed.view()), text);
    EXPECT_TRUE(packed.view().starts_with("\x1f\x8b")) << "no gzip header";
  }
}

TEST(Gzip, StopsAtTheLimit) {
  BodyBuilder builder;

  EXPECT_EQ(inflateTo(builder, gzipped(Body(std::string(100'000, 'x')), {}).view(), 1'000), InflateOutcome::TooLarge);
}

}  // namespace
}  // namespace iflowsim
