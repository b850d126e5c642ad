#include "runtime/base/multipart.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/MemoryStream.h>
#include <Poco/Net/MessageHeader.h>
#include <Poco/Net/QuotedPrintableDecoder.h>

#include "runtime/base/base64.h"
#include "runtime/base/mime_type.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

tl::unexpected<Error> damaged(std::string text) {
  return failure("MIME-001", std::move(text));
}

std::string number(std::size_t value) {
  return std::to_string(value);
}

/// A line that separates parts: the content before it ends at `begin`, what follows begins at `end`.
struct Delimiter {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool last = false;
};

/// The delimiter at this place, which is the begin of a line; none when other characters follow it.
std::optional<Delimiter> delimiterAt(std::string_view message, std::size_t at, std::string_view line) {
  std::size_t end = at + line.size();
  const bool last = message.substr(end).starts_with("--");
  if (last) end += 2;
  const std::size_t rest = std::min(message.find_first_not_of(" \t\r", end), message.size());
  if (!last && (rest == message.size() || message[rest] != '\n')) return std::nullopt;
  std::size_t begin = at;
  if (begin > 0) --begin;
  if (begin > 0 && message[begin - 1] == '\r') --begin;
  return Delimiter{.begin = begin, .end = std::min(rest + 1, message.size()), .last = last};
}

/// The next delimiter; `line` is `--` and the boundary.
std::optional<Delimiter> findDelimiter(std::string_view message, std::size_t from, std::string_view line) {
  for (std::size_t at = message.find(line, from); at != kNone; at = message.find(line, at + 1)) {
    if (at > 0 && message[at - 1] != '\n') continue;
    if (const auto delimiter = delimiterAt(message, at, line)) return delimiter;
  }
  return std::nullopt;
}

/// Where the headers of a part end and its content begins.
struct HeaderEnd {
  std::size_t headers = 0;
  std::size_t content = 0;
};

std::optional<HeaderEnd> findHeaderEnd(std::string_view part, std::size_t limit) {
  if (part.starts_with("\r\n")) return HeaderEnd{.headers = 0, .content = 2};
  if (part.starts_with('\n')) return HeaderEnd{.headers = 0, .content = 1};
  for (std::size_t at = part.find('\n'); at < limit; at = part.find('\n', at + 1)) {
    const std::string_view rest = part.substr(at + 1);
    if (rest.starts_with("\r\n")) return HeaderEnd{.headers = at + 1, .content = at + 3};
    if (rest.starts_with('\n')) return HeaderEnd{.headers = at + 1, .content = at + 2};
  }
  // A part may have headers alone.
  if (part.size() <= limit) return HeaderEnd{.headers = part.size(), .content = part.size()};
  return std::nullopt;
}

std::string withoutBrackets(std::string_view id) {
  id = trim(id);
  if (id.size() >= 2 && id.front() == '<' && id.back() == '>') id = id.substr(1, id.size() - 2);
  return std::string(id);
}

std::string withoutEncodedWords(const std::string& text) {
  try {
    return Poco::Net::MessageHeader::decodeWord(text);
  } catch (const Poco::Exception&) {
    return text;
  }
}

std::string fileNameOf(const Poco::Net::MessageHeader& fields) {
  const MimeType disposition = readMimeType(fields.get("Content-Disposition", {}));
  if (const auto name = disposition.parameter("filename"); !name.empty()) return withoutEncodedWords(std::string(name));
  return withoutEncodedWords(std::string(readMimeType(fields.get("Content-Type", {})).parameter("name")));
}

/// Null when the headers cannot be read.
std::optional<MimePart> readHeaders(std::string_view headers) {
  constexpr int kMostFields = 100;
  Poco::Net::MessageHeader fields;
  fields.setFieldLimit(kMostFields);
  Poco::MemoryInputStream stream(headers.data(), static_cast<std::streamsize>(headers.size()));
  try {
    fields.read(stream);
  } catch (const Poco::Exception&) {
    return std::nullopt;
  }
  return MimePart{.content_type = std::string(trim(fields.get("Content-Type", {}))),
                  .content_id = withoutBrackets(fields.get("Content-ID", {})),
                  .file_name = fileNameOf(fields),
                  .encoding = toLower(trim(fields.get("Content-Transfer-Encoding", {}))),
                  .headers = {fields.begin(), fields.end()},
                  .content = {}};
}

Result<MimePart> readPart(std::string_view text, std::size_t index, const MultipartLimits& limits) {
  const auto end = findHeaderEnd(text, limits.headers);
  if (!end) {
    return damaged("The headers of part " + number(index) + " of the multipart message do not end within " +
                   number(limits.headers) + " bytes. End them with an empty line.");
  }
  auto part = readHeaders(text.substr(0, end->headers));
  if (!part) {
    return damaged("The headers of part " + number(index) +
                   " of the multipart message cannot be read. Send at most 100 lines of 'name: value' in it.");
  }
  part->content = text.substr(end->content);
  return std::move(*part);
}

std::string nameOf(const MimePart& part) {
  return part.content_id.empty() ? "A part without Content-ID" : "The part '" + part.content_id + '\'';
}

Result<std::string> decodeQuotedPrintable(const MimePart& part) {
  Poco::MemoryInputStream stream(part.content.data(), static_cast<std::streamsize>(part.content.size()));
  Poco::Net::QuotedPrintableDecoder decoder(stream);
  try {
    // Read past the stream, which would swallow the exception.
    return std::string(std::istreambuf_iterator<char>(decoder.rdbuf()), std::istreambuf_iterator<char>());
  } catch (const Poco::Exception&) {
    return failure("MIME-002", nameOf(part) +
                                   " is not quoted-printable, as its Content-Transfer-Encoding says. Encode "
                                   "it, or send it as binary.");
  }
}

Result<std::string> decodeBase64(const MimePart& part) {
  auto bytes = base64Decode(part.content);
  if (bytes) return bytes;
  return failure("MIME-002", nameOf(part) +
                                 " is not in base64, as its Content-Transfer-Encoding says. Encode it, or "
                                 "send it as binary.");
}

}  // namespace

Result<std::vector<MimePart>> splitMultipart(std::string_view message, std::string_view boundary,
                                             const MultipartLimits& limits) {
  const std::string line = "--" + std::string(boundary);
  auto delimiter = findDelimiter(message, 0, line);
  if (!delimiter) {
    return damaged("The multipart message does not contain its boundary. Separate its parts by lines '" + line +
                   "', as the content type says.");
  }
  std::vector<MimePart> parts;
  while (!delimiter->last) {
    if (parts.size() == limits.parts) {
      return damaged("The multipart message has more than " + number(limits.parts) + " parts. Send fewer.");
    }
    const auto next = findDelimiter(message, delimiter->end, line);
    if (!next) {
      return damaged("Part " + number(parts.size() + 1) +
                     " of the multipart message has no end. Send the message whole, with '" + line +
                     "--' as its last line.");
    }
    const std::size_t size = std::max(next->begin, delimiter->end) - delimiter->end;
    auto part = readPart(message.substr(delimiter->end, size), parts.size() + 1, limits);
    if (!part) return tl::unexpected(part.error());
    parts.push_back(std::move(*part));
    delimiter = next;
  }
  return parts;
}

bool isPlain(const MimePart& part) {
  static constexpr std::array<std::string_view, 4> kPlain = {"", "binary", "8bit", "7bit"};
  return std::find(kPlain.begin(), kPlain.end(), part.encoding) != kPlain.end();
}

Result<std::string> decodePart(const MimePart& part) {
  if (isPlain(part)) return std::string(part.content);
  if (part.encoding == "base64") return decodeBase64(part);
  if (part.encoding == "quoted-printable") return decodeQuotedPrintable(part);
  return failure("MIME-002", nameOf(part) + " has the unknown Content-Transfer-Encoding '" + part.encoding +
                                 "'. Use base64, quoted-printable or binary.");
}

}  // namespace iflowsim
