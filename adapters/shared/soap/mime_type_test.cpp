#include "adapters/shared/soap/mime_type.h"

#include <gtest/gtest.h>

namespace iflowsim::soap {
namespace {

TEST(MimeType, HasANameAndParameters) {
  const MimeType type = readMimeType(" Multipart/Related; Type=\"text/xml\"; boundary=\"a;b\";start=<x@y>");

  EXPECT_EQ(type.name, "multipart/related");
  EXPECT_EQ(type.parameter("type"), "text/xml");
  EXPECT_EQ(type.parameter("boundary"), "a;b");
  EXPECT_EQ(type.parameter("start"), "<x@y>");
  EXPECT_EQ(type.parameter("charset"), "");
}

TEST(MimeType, MayBeDamaged) {
  EXPECT_EQ(readMimeType("").name, "");
  EXPECT_EQ(readMimeType(";;=;a").name, "");
  EXPECT_EQ(readMimeType("text/xml; charset").name, "text/xml");
  EXPECT_EQ(readMimeType("text/xml; charset=\"utf-8").parameter("charset"), "utf-8");
}

TEST(MimeType, CarriesAnEnvelopeWhenItIsXml) {
  EXPECT_TRUE(mayBeEnvelope(readMimeType("text/xml; charset=utf-8")));
  EXPECT_TRUE(mayBeEnvelope(readMimeType("application/soap+xml")));
  EXPECT_TRUE(mayBeEnvelope(readMimeType("application/xop+xml")));
  EXPECT_TRUE(mayBeEnvelope(readMimeType("application/xml")));
  EXPECT_TRUE(mayBeEnvelope(readMimeType("")));
  EXPECT_FALSE(mayBeEnvelope(readMimeType("application/json")));
  EXPECT_FALSE(mayBeEnvelope(readMimeType("text/plain")));
}

}  // namespace
}  // namespace iflowsim::soap
