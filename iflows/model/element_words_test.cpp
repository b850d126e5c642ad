#include "iflows/model/element_words.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(ElementWords, AreThoseOfThePalette) {
  Node node;
  for (const auto& [kind, words] :
       std::map<std::string, std::string>{{"ExclusiveGateway", "Router"},
                                          {"Splitter/GeneralSplitter", "Splitter (GeneralSplitter)"},
                                          {"DBstorage/put", "Data Store (put)"},
                                          {"Somethingnew", "Somethingnew"}}) {
    node.kind = kind;
    EXPECT_EQ(elementWords(node), words);
  }
}

TEST(ElementWords, NameTheDirectionOfAChannel) {
  Channel channel;
  EXPECT_EQ(elementWords(channel), "sender channel");

  channel.type = "HTTP";
  channel.direction = Direction::Receiver;
  EXPECT_EQ(elementWords(channel), "HTTP receiver channel");
}

}  // namespace
}  // namespace iflowsim
