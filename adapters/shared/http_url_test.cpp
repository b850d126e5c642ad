#include "adapters/shared/http_url.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(BuildUrl, PutsExactlyOneSlashBeforeThePath) {
  EXPECT_EQ(buildUrl({.address = "http://host/a", .path = "b"}), "http://host/a/b");
  EXPECT_EQ(buildUrl({.address = "http://host/a/", .path = "/b"}), "http://host/a/b");
  EXPECT_EQ(buildUrl({.address = "http://host/a", .path = "/"}), "http://host/a");
}

TEST(BuildUrl, ReplacesTheQueryOfTheAddressByTheQueryGiven) {
  EXPECT_EQ(buildUrl({.address = "http://host/a?x=1"}), "http://host/a?x=1");
  EXPECT_EQ(buildUrl({.address = "http://host/a?x=1", .query = "y=2"}), "http://host/a?y=2");
}

TEST(BuildUrl, PutsThePathBeforeTheQueryOfTheAddress) {
  EXPECT_EQ(buildUrl({.address = "http://host/a?x=1", .path = "b"}), "http://host/a/b?x=1");
}

TEST(BuildUrl, EncodesWhatCannotStandInAnAddressAndKeepsEscapes) {
  EXPECT_EQ(buildUrl({.address = " http://host/a ", .query = "$filter=Id eq 'ä%20'&x={1}%"}),
            "http://host/a?$filter=Id%20eq%20'%C3%A4%20'&x=%7B1%7D%25");
}

TEST(UrlHost, LeavesOutUserAndPort) {
  EXPECT_EQ(urlHost("https://user:secret@host.example:8443/path"), "host.example");
  EXPECT_EQ(urlHost("http://[::1]:80/"), "[::1]");
  EXPECT_EQ(urlHost("http://host?x=1"), "host");
  EXPECT_EQ(urlHost("relative/path"), "relative/path");
}

TEST(UrlWithoutQuery, EndsBeforeTheQuestionMark) {
  EXPECT_EQ(urlWithoutQuery("http://host/a?b=c"), "http://host/a");
}

}  // namespace
}  // namespace iflowsim
