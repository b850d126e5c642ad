#include "adapters/shared/gzip.h"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <new>

#include <zlib.h>

namespace iflowsim {

namespace {

/// Gzip and zlib headers are told apart by zlib.
constexpr int kAnyHeader = 15 + 32;
constexpr int kGzipHeader = 15 + 16;
/// zlib's default.
constexpr int kMemoryLevel = 8;

/// Gives zlib as much as it can count, and returns what is left.
std::string_view feed(z_stream& stream, std::string_view rest) {
  const std::size_t size = std::min<std::size_t>(rest.size(), std::numeric_limits<uInt>::max());
  // zlib does not write to its input.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest.data()));
  stream.avail_in = static_cast<uInt>(size);
  return rest.substr(size);
}

class Inflater {
 public:
  Inflater() { ready_ = inflateInit2(&stream_, kAnyHeader) == Z_OK; }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }

  InflateOutcome run(BodyBuilder& builder, std::string_view rest, std::uint64_t limit) {
    if (!ready_) return InflateOutcome::Malformed;
    while (true) {
      if (stream_.avail_in == 0) rest = feed(stream_, rest);
      const int status = step(builder);
      if (builder.size() > limit) return InflateOutcome::TooLarge;
      const bool at_end = stream_.avail_in == 0 && rest.empty();
      if (status == Z_STREAM_END) {
        if (at_end) return InflateOutcome::Done;
        if (inflateReset(&stream_) != Z_OK) return InflateOutcome::Malformed;
      } else if (status != Z_OK) {
        return InflateOutcome::Malformed;
      }
    }
  }

 private:
  int step(BodyBuilder& builder) {
    stream_.next_out = buffer_.data();
    stream_.avail_out = static_cast<uInt>(buffer_.size());
    const int status = inflate(&stream_, Z_NO_FLUSH);
    builder.append({reinterpret_cast<const char*>(buffer_.data()), buffer_.size() - stream_.avail_out});
    return status;
  }

  z_stream stream_{};
  std::array<Bytef, 16384> buffer_{};
  bool ready_ = false;
};

}  // namespace

InflateOutcome inflateTo(BodyBuilder& builder, std::string_view compressed, std::uint64_t limit) {
  Inflater inflater;
  return inflater.run(builder, compressed, limit);
}

Body gzipped(const Body& body, const BodyBuilder::Options& options) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipHeader, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  const std::unique_ptr<z_stream, int (*)(z_stream*)> end(&stream, deflateEnd);
  BodyBuilder builder(options);
  std::array<Bytef, 16384> buffer{};
  std::string_view rest = body.view();
  for (int status = Z_OK; status != Z_STREAM_END;) {
    if (stream.avail_in == 0) rest = feed(stream, rest);
    stream.next_out = buffer.data();
    stream.avail_out = static_cast<uInt>(buffer.size());
    status = deflate(&stream, rest.empty() ? Z_FINISH : Z_NO_FLUSH);
    builder.append({reinterpret_cast<const char*>(buffer.data()), buffer.size() - stream.avail_out});
  }
  return builder.finish();
}

}  // namespace iflowsim
