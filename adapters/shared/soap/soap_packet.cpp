#include <algorithm>
#include <array>

#include "adapters/shared/soap/soap_message.h"
#include "runtime/base/ids.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr std::string_view kRootId = "root.message@cxf.apache.org";

/// A value between quotes: quotes and backslashes escaped, line ends and other controls left out.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) continue;
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

/// A value on a line of a header.
std::string onOneLine(std::string_view text) {
  std::string result(text);
  std::erase_if(result, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  return result;
}

/// A content id: what would end it is escaped.
std::string inBrackets(std::string_view id) {
  return replaceAll(replaceAll(onOneLine(id), "<", "%3C"), ">", "%3E");
}

std::string contentTypeOf(SoapVersion version, std::string_view action) {
  std::string type = std::string(mediaType(version)) + ";charset=UTF-8";
  if (version == SoapVersion::V12 && !action.empty()) type += ";action=" + quoted(action);
  return type;
}

bool isMadeAnew(std::string_view name) {
  static constexpr std::array<std::string_view, 3> kNames = {"Content-Type", "Content-Transfer-Encoding", "Content-ID"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view other) { return equalsIgnoreCase(name, other); });
}

using MimeHeaders = decltype(Attachment::headers);

/// The lines of the further headers, each name once.
std::string headerLines(const MimeHeaders& headers) {
  MimeHeaders joined;
  for (const auto& [name, value] : headers) {
    const std::string line_name(trim(onOneLine(name)));
    if (line_name.empty() || isMadeAnew(line_name)) continue;
    const auto same = std::find_if(joined.begin(), joined.end(),
                                   [&](const auto& other) { return equalsIgnoreCase(other.first, line_name); });
    if (same == joined.end()) {
      joined.emplace_back(line_name, onOneLine(value));
    } else {
      same->second += ',' + onOneLine(value);
    }
  }
  std::string lines;
  for (const auto& [name, value] : joined) lines.append(name).append(": ").append(value).append("\r\n");
  return lines;
}

void appendPart(BodyBuilder& builder, std::string_view boundary, std::string_view content_type, std::string_view id,
                const MimeHeaders& headers = {}) {
  builder.append("--");
  builder.append(boundary);
  builder.append("\r\nContent-Type: ");
  builder.append(onOneLine(content_type));
  builder.append("\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <");
  builder.append(inBrackets(id));
  builder.append(">\r\n");
  builder.append(headerLines(headers));
  builder.append("\r\n");
}

void appendContent(BodyBuilder& builder, std::string_view bytes) {
  constexpr std::size_t kChunk = std::size_t{1} << 20U;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(kChunk, bytes.size()))) builder.append(bytes.substr(0, kChunk));
  builder.append("\r\n");
}

}  // namespace

SoapPacket writeSoapMessage(SoapVersion version, std::string_view envelope, const std::vector<Attachment>& attachments,
                            std::string_view action) {
  const std::string content_type = contentTypeOf(version, action);
  if (attachments.empty()) return {.content_type = content_type, .body = Body(std::string(envelope))};

  const std::string boundary = "uuid:" + makeUuid();
  BodyBuilder builder;
  appendPart(builder, boundary, content_type, kRootId);
  appendContent(builder, envelope);
  for (const Attachment& attachment : attachments) {
    const std::string_view type =
        attachment.content_type.empty() ? std::string_view("application/octet-stream") : attachment.content_type;
    appendPart(builder, boundary, type, attachment.name, attachment.headers);
    appendContent(builder, attachment.content.view());
  }
  builder.append("--" + boundary + "--\r\n");
  std::string outer = "multipart/related; type=" + quoted(mediaType(version)) + "; boundary=" + quoted(boundary) +
                      "; start=\"<" + std::string(kRootId) + ">\"; start-info=" + quoted(mediaType(version));
  if (version == SoapVersion::V12 && !action.empty()) outer += "; action=" + quoted(action);
  return {.content_type = std::move(outer), .body = builder.finish()};
}

}  // namespace iflowsim
