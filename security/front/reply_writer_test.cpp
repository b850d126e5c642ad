#include "security/front/reply_writer.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

std::string headOf(const HttpReply& reply, const ReplyFraming& framing = {.date = "now"}) {
  std::string head;
  appendReplyHead(head, reply, framing);
  return head;
}

TEST(ReplyWriter, WritesStatusHeadersDateAndLength) {
  EXPECT_EQ(headOf({201, {{"X-A", "1"}, {"x-a", "2"}}, Body("four")}),
            "HTTP/1.1 201 Created\r\nX-A: 1\r\nx-a: 2\r\nDate: now\r\nContent-Length: 4\r\n\r\n");
}

TEST(ReplyWriter, KeepsDateAndServerOfTheReply) {
  EXPECT_EQ(headOf({200, {{"date", "then"}, {"server", "x"}}, {}}, {.date = "now", .server = "y"}),
            "HTTP/1.1 200 OK\r\ndate: then\r\nserver: x\r\nContent-Length: 0\r\n\r\n");
}

TEST(ReplyWriter, DecidesTheFramingItself) {
  const HttpReply reply{
      200, {{"content-length", "99"}, {"Transfer-Encoding", "chunked"}, {"Connection", "keep-alive"}}, Body("x")};

  EXPECT_EQ(headOf(reply, {.keep_alive = false, .date = "now"}),
            "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 1\r\nConnection: close\r\n\r\n");
}

TEST(ReplyWriter, KeepsTheLengthOfABodyThatHeadLeavesOut) {
  EXPECT_NE(headOf({200, {{"Content-Length", "99"}}, {}}, {.head_only = true}).find("Content-Length: 99\r\n"),
            std::string::npos);
}

TEST(ReplyWriter, LeavesOutHeadersThatAreNoTokens) {
  const std::string head = headOf({200, {{"", "a"}, {"b c", "d"}, {"e:f", "g"}, {"h\r\ni", "j"}}, {}});

  EXPECT_EQ(head, "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 0\r\n\r\n");
}

TEST(ReplyWriter, BlanksLineEndsAndNulInValues) {
  EXPECT_NE(headOf({200,
                    {{"A", std::string("1\r2\n3\0"
                                       "4",
                                       7)}},
                    {}})
                .find("A: 1 2 3 4\r\n"),
            std::string::npos);
}

TEST(ReplyWriter, Sends500ForAStatusThatCannotEndARequest) {
  for (const int status : {0, -7, 100, 199, 600, 99999}) {
    EXPECT_TRUE(headOf({status, {}, {}}).starts_with("HTTP/1.1 500 Internal Server Error\r\n")) << status;
  }
}

TEST(ReplyWriter, WritesDatesAsHttpDoes) {
  EXPECT_EQ(httpDate(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace iflowsim
