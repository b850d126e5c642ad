#include "runtime/script/value_codec.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "runtime/message/soap_header.h"

namespace iflowsim::script {
namespace {

/// Renders every object as "object <handle>".
class NamingLink final : public HostLink {
 public:
  std::string textOf(const ObjectId& object) override {
    if (is_gone) throw FlowError(error_class::kRuntime, "it is gone");
    return "object " + std::to_string(object.handle);
  }
  std::string bytesOf(const ObjectId& object) override { return textOf(object); }
  void release(std::uint64_t /*generation*/, std::uint64_t /*scope*/) noexcept override {}

  bool is_gone = false;
};

class ValueCodecTest : public ::testing::Test {
 protected:
  std::string written(const Value& value) {
    WireOut out;
    writeValue(out, value, *scope);
    return out.bytes();
  }
  Value read(const std::string& bytes) {
    WireIn in(bytes);
    return readValue(in, scope);
  }
  Value there(const Value& value) { return read(written(value)); }

  std::shared_ptr<NamingLink> link = std::make_shared<NamingLink>();
  ScopePtr scope = std::make_shared<ScriptScope>(link, 1, 5);
  ScopePtr other = std::make_shared<ScriptScope>(link, 1, 6);
};

TEST_F(ValueCodecTest, CarriesPlainValues) {
  const std::vector<Value> values = {{},
                                     "",
                                     "Grüße\n\xF0\x9F\x98\x80",
                                     true,
                                     false,
                                     0,
                                     -1,
                                     std::numeric_limits<std::int64_t>::min(),
                                     std::numeric_limits<std::int64_t>::max(),
                                     1.5,
                                     -0.0,
                                     TimePoint(std::chrono::milliseconds(1'704'067'200'123)),
                                     TimePoint(std::chrono::milliseconds(-1)),
                                     Value::list({1, "two", Value::list({})}),
                                     Value::map({{"a", 1}, {"", Value::map({{"b", {}}})}})};
  for (const Value& value : values) {
    const Value back = there(value);
    EXPECT_EQ(back.className(), value.className());
    EXPECT_EQ(back.toText(), value.toText());
  }
}

TEST_F(ValueCodecTest, CarriesBytes) {
  const auto bytes = std::make_shared<const std::string>(std::string("\0\xFF", 2));

  const Value back = there(Value(bytes));

  ASSERT_TRUE(back.as<Value::Bytes>());
  EXPECT_EQ(**back.as<Value::Bytes>(), *bytes);
}

TEST_F(ValueCodecTest, CarriesErrorsWithDetailsAndCauses) {
  const auto cause = std::make_shared<const FlowError>("a.Cause", "why");
  const Value back = there(
      Value(std::make_shared<const FlowError>("a.Error", "what", cause, FlowError::Details{{"statusCode", "404"}})));

  const auto* error = back.as<std::shared_ptr<const FlowError>>();
  ASSERT_TRUE(error);
  EXPECT_EQ((*error)->describe(), "a.Error: what, cause: a.Cause: why");
  EXPECT_EQ((*error)->detail("statusCode"), "404");
}

TEST_F(ValueCodecTest, CutsCausesThatAreTooMany) {
  std::shared_ptr<const FlowError> error;
  for (int i = 0; i < 100; ++i) error = std::make_shared<const FlowError>("a.E", std::to_string(i), error);

  const Value back = there(Value(error));

  EXPECT_EQ((*back.as<std::shared_ptr<const FlowError>>())->innermostMessage(), "84");
}

TEST_F(ValueCodecTest, CarriesTheObjectOfAnErrorInItsScopeOnly) {
  WireOut out;
  out.u8(9).text("a.E").text("m").u32(0).u64(77).boolean(false);
  const Value error = read(out.bytes());

  EXPECT_EQ(written(error), out.bytes());
  scope = other;
  EXPECT_EQ(written(error), WireOut().u8(9).text("a.E").text("m").u32(0).u64(0).boolean(false).bytes());
}

TEST_F(ValueCodecTest, CarriesObjectsAsTheyCame) {
  const std::string object = WireOut().u8(10).u64(3).text("java.util.ArrayList").bytes();

  EXPECT_EQ(written(read(object)), object);
  EXPECT_EQ(read(object).className(), "java.util.ArrayList");
  EXPECT_EQ(read(object).toText(), "object 3");
}

TEST_F(ValueCodecTest, WritesAnObjectOfAnotherScopeAsItsText) {
  const Value object = read(WireOut().u8(10).u64(3).text("java.util.ArrayList").bytes());
  scope = other;

  EXPECT_EQ(written(object), WireOut().u8(1).text("object 3").bytes());
  link->is_gone = true;
  EXPECT_EQ(written(object), WireOut().u8(0).bytes());
}

TEST_F(ValueCodecTest, CarriesNumbersOfJava) {
  const std::string number = WireOut().u8(12).text("java.math.BigDecimal").text("1.50").bytes();

  EXPECT_EQ(written(read(number)), number);
  EXPECT_EQ(read(number).toText(), "1.50");
}

TEST_F(ValueCodecTest, CarriesSoapHeaders) {
  const std::string headers =
      WireOut().u8(11).u32(1).text("urn:a").text("A").text("<A xmlns='urn:a'/>").text("next").boolean(true).bytes();

  EXPECT_EQ(written(read(headers)), headers);
}

TEST_F(ValueCodecTest, RefusesWhatIsNoValue) {
  EXPECT_THROW(read(""), WireError);
  EXPECT_THROW(read("\x63"), WireError);
  EXPECT_THROW(read(WireOut().u8(1).u32(5).append("abc").bytes()), WireError);
  EXPECT_THROW(read(WireOut().u8(6).u32(0xFFFFFFFF).bytes()), WireError);
}

TEST_F(ValueCodecTest, RefusesListsWithoutEnd) {
  std::string nested;
  for (int i = 0; i < 100; ++i) nested += WireOut().u8(6).u32(1).bytes();

  EXPECT_THROW(read(nested), WireError);
}

TEST_F(ValueCodecTest, RefusesObjectsWhereNoneCanBe) {
  const std::string object = WireOut().u8(10).u64(3).text("a.B").bytes();
  WireIn in(object);

  EXPECT_THROW(readValue(in, nullptr), WireError);
}

}  // namespace
}  // namespace iflowsim::script
