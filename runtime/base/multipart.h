#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/base/result.h"

namespace iflowsim {

/// One part of a multipart message as it was sent.
struct MimePart {
  std::string content_type;
  /// Without angle brackets; empty: none.
  std::string content_id;
  /// From Content-Disposition, else the name of the content type, encoded words (RFC 2047) decoded; empty: none.
  std::string file_name;
  /// Content-Transfer-Encoding in lower case; empty: none.
  std::string encoding;
  /// All of its headers as they were sent, lines that go on joined; equal names stand together.
  std::vector<std::pair<std::string, std::string>> headers;
  /// Still encoded; lives as long as the message it was cut out of.
  std::string_view content;
};

struct MultipartLimits {
  std::size_t parts = 1001;
  /// Bytes of the headers of one part.
  std::size_t headers = 16U << 10U;
};

/// Cuts a multipart message (RFC 2046) into its parts; what stands before the first and behind the last is left out.
/// Lines may end without carriage return. `MIME-001` with what is wrong and what to do when it is damaged or exceeds
/// the limits.
Result<std::vector<MimePart>> splitMultipart(std::string_view message, std::string_view boundary,
                                             const MultipartLimits& limits);

/// The bytes of a part without its transfer encoding (base64, quoted-printable; 7bit, 8bit, binary as they are).
/// `MIME-002` with what is wrong and what to do.
Result<std::string> decodePart(const MimePart& part);
/// Whether the content is already what decoding would give.
bool isPlain(const MimePart& part);

}  // namespace iflowsim
