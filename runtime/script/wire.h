#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

/// The alphabet of the protocol with the script host; docs/adr/0008-script-host.md has its grammar.
namespace iflowsim::script {

/// Longest frame either side sends or takes.
inline constexpr std::size_t kMostFrameBytes = 268'435'456;
/// Most bytes of a piece, and what is larger goes apart from its frame.
inline constexpr std::size_t kMostPieceBytes = 1U << 20U;

/// What a frame is.
enum class Kind : std::uint8_t {
  Hello = 0x01,
  Bundle = 0x02,
  Forget = 0x03,
  Compile = 0x04,
  Run = 0x05,
  Render = 0x06,
  Release = 0x07,
  Ping = 0x08,
  Chunk = 0x09,
  CallOk = 0x0A,
  CallError = 0x0B,
  HelloOk = 0x81,
  BundleOk = 0x82,
  Compiled = 0x84,
  Result = 0x85,
  Rendered = 0x86,
  Pong = 0x88,
  Fetch = 0x89,
  Call = 0x8A,
  Error = 0x8F,
  Piece = 0x90,
};

struct Frame {
  Kind kind = Kind::Ping;
  std::string payload;
};

/// The other side does not keep to the protocol.
class WireError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Writes a payload. Numbers are big-endian.
class WireOut {
 public:
  WireOut& u8(std::uint8_t value);
  WireOut& u32(std::uint32_t value);
  WireOut& count(std::size_t value) { return u32(static_cast<std::uint32_t>(value)); }
  WireOut& u64(std::uint64_t value);
  WireOut& i64(std::int64_t value) { return u64(static_cast<std::uint64_t>(value)); }
  WireOut& f64(double value);
  WireOut& boolean(bool value) { return u8(value ? 1 : 0); }
  /// A text that is not null, or bytes: they look alike.
  WireOut& text(std::string_view value);
  /// What is a payload already.
  WireOut& append(std::string_view payload);
  /// Empties it for the next payload, and keeps its memory unless that was an unusually large one.
  void clear();
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Reads a payload that outlives it. Throws WireError when there is less than is asked for.
class WireIn {
 public:
  explicit WireIn(std::string_view payload) : rest_(payload) {}

  std::uint8_t u8();
  std::uint32_t u32();
  std::uint64_t u64();
  std::int64_t i64() { return static_cast<std::int64_t>(u64()); }
  double f64();
  bool boolean() { return u8() != 0; }
  /// A text or bytes; null is read as empty.
  std::string_view text();
  std::string string() { return std::string(text()); }
  /// Whether all of it was read; fields that came later may be absent at its end.
  bool isAtEnd() const { return rest_.empty(); }

 private:
  std::string_view take(std::size_t size);

  std::string_view rest_;
};

}  // namespace iflowsim::script
