#include "runtime/script/host_connection.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/script/fake_host_testkit.h"

namespace iflowsim::script {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using How = HostGone::How;

class HostConnectionTest : public ::testing::Test {
 protected:
  std::unique_ptr<HostConnection> connect() {
    process = *host.launcher()();
    return std::make_unique<HostConnection>(process, 1, milliseconds(5000));
  }

  /// What the connection says of the answer to a PING.
  std::string failureOf(HostConnection& connection, milliseconds time = {}) {
    try {
      connection.ask(Kind::Ping, WireOut().u64(1), time);
      return "answered";
    } catch (const HostGone& gone) {
      how = gone.how();
      return gone.what();
    } catch (const WireError& error) {
      return std::string("wire: ") + error.what();
    }
  }

  FakeHost host;
  std::shared_ptr<HostProcess> process;
  How how = How::Unavailable;
};

TEST_F(HostConnectionTest, GreetsWithItsVersionAndServices) {
  connect();

  ASSERT_EQ(host.seen(Kind::Hello).size(), 1U);
  const std::string hello = host.seen(Kind::Hello).front();
  WireIn in(hello);
  EXPECT_EQ(in.u32(), 1U);
  EXPECT_GT(in.u32(), 0U);
  EXPECT_EQ(in.string(), "SecureStoreService");
}

TEST_F(HostConnectionTest, RefusesAHostOfAnotherVersion) {
  host.on(Kind::Hello,
          [](FakeLink& link, const Frame&) { link.write(Kind::HelloOk, WireOut().u32(2).text("fake").u32(0)); });

  EXPECT_THROW(connect(), WireError);
}

TEST_F(HostConnectionTest, RefusesAHostThatRefusesIt) {
  host.on(Kind::Hello, [](FakeLink& link, const Frame&) { link.write(Kind::Error, WireOut()); });

  EXPECT_THROW(connect(), WireError);
}

TEST_F(HostConnectionTest, SendsWhatIsPostponedWithTheNextFrame) {
  const auto connection = connect();
  connection->postpone(Kind::Release, WireOut().u64(1).u32(0));
  connection->postpone(Kind::Forget, WireOut().u64(9));

  EXPECT_EQ(failureOf(*connection), "answered");
  EXPECT_EQ(failureOf(*connection), "answered");

  EXPECT_THAT(host.seen(Kind::Forget), ElementsAre(WireOut().u64(9).bytes()));
  EXPECT_EQ(host.seen(Kind::Release).size(), 1U);
}

TEST_F(HostConnectionTest, ReadsFramesOfAllSizesInTurn) {
  for (const std::size_t size : {0U, 1U, 100U, 65'530U, 65'536U, 3'000'000U}) {
    FakeHost sized;
    sized.on(Kind::Ping, [size](FakeLink& link, const Frame&) {
      link.write(Kind::Piece, WireOut().append("small"));
      link.write(Kind::Pong, WireOut().append(std::string(size, 'x')));
    });
    process = *sized.launcher()();
    HostConnection connection(process, 1, milliseconds(5000));

    const Frame small = connection.ask(Kind::Ping, WireOut().u64(1));
    const Frame sized_frame = connection.receive();

    EXPECT_EQ(small.payload, "small");
    EXPECT_EQ(sized_frame.kind, Kind::Pong);
    EXPECT_EQ(sized_frame.payload, std::string(size, 'x'));
    process.reset();
  }
}

TEST_F(HostConnectionTest, TellsAFrameThatIsTooLong) {
  host.on(Kind::Ping, [](FakeLink& link, const Frame&) { link.writeBytes("\x7F\xFF\xFF\xFF\x88"); });

  EXPECT_EQ(failureOf(*connect()), "wire: a frame of the script host has the length 2147483647");
}

TEST_F(HostConnectionTest, TellsAFrameWithoutKind) {
  host.on(Kind::Ping, [](FakeLink& link, const Frame&) { link.writeBytes(std::string(5, '\0')); });

  EXPECT_EQ(failureOf(*connect()), "wire: a frame of the script host has the length 0");
}

TEST_F(HostConnectionTest, TellsAHostThatClosesInTheMiddleOfAFrame) {
  host.on(Kind::Ping, [](FakeLink& link, const Frame&) {
    link.writeBytes(std::string("\0\0\1\0\x88 half of it", 16));
    link.close();
  });

  EXPECT_EQ(failureOf(*connect()), "it closed the connection");
  EXPECT_EQ(how, How::Lost);
}

TEST_F(HostConnectionTest, TellsAHostThatIsSilent) {
  host.on(Kind::Ping, [](FakeLink& link, const Frame&) { link.read(); });

  EXPECT_EQ(failureOf(*connect(), milliseconds(20)), "it did not answer for 20 ms");
  EXPECT_EQ(how, How::Silent);
}

TEST_F(HostConnectionTest, TellsThatAHostHasNotSeenARequest) {
  host.on(Kind::Forget, [](FakeLink& link, const Frame&) { link.close(); });
  const auto connection = connect();
  connection->send(Kind::Forget, WireOut().u64(1));
  EXPECT_THROW(connection->receive(), HostGone);

  EXPECT_THAT(failureOf(*connection), HasSubstr("it is gone"));
  EXPECT_EQ(how, How::NotReached);
}

TEST_F(HostConnectionTest, TellsThatNobodyListens) {
  const auto connection = connect();
  process->kill();

  try {
    HostConnection(process, 1, milliseconds(1000));
    FAIL() << "it was connected";
  } catch (const HostGone& gone) {
    EXPECT_EQ(gone.how(), How::NotReached);
    EXPECT_THAT(gone.what(), HasSubstr("it does not listen at "));
  }
}

}  // namespace
}  // namespace iflowsim::script
