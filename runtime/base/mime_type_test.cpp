#include "runtime/base/mime_type.h"

#include <gtest/gtest.h>

namespace iflowsim {
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

TEST(MimeType, TellsWhatMayBeXml) {
  EXPECT_TRUE(mayBeXml(readMimeType("text/xml; charset=utf-8")));
  EXPECT_TRUE(mayBeXml(readMimeType("application/soap+xml")));
  EXPECT_TRUE(mayBeXml(readMimeType("application/xop+xml")));
  EXPECT_TRUE(mayBeXml(readMimeType("application/xml")));
  EXPECT_TRUE(mayBeXml(readMimeType("")));
  EXPECT_FALSE(mayBeXml(readMimeType("application/json")));
  EXPECT_FALSE(mayBeXml(readMimeType("text/plain")));
}

}  // namespace
}  // namespace iflowsim
