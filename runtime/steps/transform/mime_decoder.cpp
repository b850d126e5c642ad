#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/base/ids.h"
#include "runtime/base/mime_type.h"
#include "runtime/base/multipart.h"
#include "runtime/base/text.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

namespace {

constexpr const char* kContentType = "Content-Type";
constexpr const char* kMimeVersion = "MIME-Version";
/// Of a part that names none.
constexpr const char* kDefaultType = "text/plain";
constexpr const char* kUnknownBytes = "application/octet-stream";
constexpr const char* kMailException = "javax.mail.MessagingException";

/// Headers in front of a body, and where the content behind them begins.
struct InlineHeaders {
  std::vector<std::pair<std::string, std::string>> fields;
  std::size_t content = 0;
};

InlineHeaders readInlineHeaders(std::string_view body) {
  InlineHeaders headers;
  while (headers.content < body.size()) {
    const std::size_t end = std::min(body.find('\n', headers.content), body.size());
    std::string_view line = body.substr(headers.content, end - headers.content);
    headers.content = std::min(end + 1, body.size());
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    const bool goes_on = line.front() == ' ' || line.front() == '\t';
    const std::size_t colon = line.find(':');
    if (goes_on && !headers.fields.empty()) {
      std::string& value = headers.fields.back().second;
      value += (value.empty() ? "" : " ") + std::string(trim(line));
    } else if (colon != std::string_view::npos) {
      headers.fields.emplace_back(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
    }
  }
  return headers;
}

/// Headers that speak of the multipart message, not of what it says.
bool isOfTheEnvelope(std::string_view name) {
  static constexpr std::array<std::string_view, 3> kNames = {kContentType, kMimeVersion, "Message-ID"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view other) { return equalsIgnoreCase(name, other); });
}

bool isMultipart(std::string_view content_type) {
  return readMimeType(content_type).name.starts_with("multipart/");
}

FlowError refuse(const Error& error) {
  return {kMailException, error.text};
}

std::vector<MimePart> splitParts(std::string_view content, std::string_view content_type) {
  const MimeType type = readMimeType(content_type);
  const std::string_view boundary = type.parameter("boundary");
  if (boundary.empty()) {
    throw FlowError(kMailException, "The content type " + type.name + " has no boundary. Add the parameter boundary.");
  }
  auto parts = splitMultipart(content, boundary, {});
  if (!parts) throw refuse(parts.error());
  if (parts->empty()) throw FlowError(kMailException, "The multipart message has no part. Send at least one.");
  return *std::move(parts);
}

std::string contentOf(const MimePart& part) {
  auto bytes = decodePart(part);
  if (!bytes) throw refuse(bytes.error());
  return *std::move(bytes);
}

Attachment makeAttachment(const MimePart& part) {
  Attachment attachment;
  attachment.name = part.file_name.empty() ? part.content_id : part.file_name;
  if (attachment.name.empty()) attachment.name = makeUuid() + "@camel.apache.org";
  attachment.content_type = part.content_type.empty() ? kDefaultType : part.content_type;
  attachment.content = Body(contentOf(part));
  attachment.headers = part.headers;
  return attachment;
}

/// One name stands for one attachment: the later one replaces the earlier.
void put(std::vector<Attachment>& attachments, Attachment attachment) {
  const auto same = std::find_if(attachments.begin(), attachments.end(),
                                 [&](const Attachment& other) { return other.name == attachment.name; });
  if (same == attachments.end()) {
    attachments.push_back(std::move(attachment));
  } else {
    *same = std::move(attachment);
  }
}

/// Makes the first part of a multipart body the body, and the others attachments. Source: runtime-behaviour 4.7,
/// script-api section 18; headers and names of attachments as Camel's MIME multipart data format has them.
class MimeDecoder final : public Step {
 public:
  explicit MimeDecoder(bool headers_inline) : headers_inline_(headers_inline) {}

  Signal process(Exchange& exchange) const override {
    if (headers_inline_) {
      decodeWithHeaders(exchange);
    } else if (const std::string type = exchange.headers().text(kContentType); isMultipart(type)) {
      const Body body = exchange.body();
      decode(exchange, body.view(), type);
    }
    return Signal::Continue;
  }

 private:
  static void decodeWithHeaders(Exchange& exchange) {
    const Body body = exchange.body();
    const InlineHeaders headers = readInlineHeaders(body.view());
    std::string type;
    for (const auto& [name, value] : headers.fields) {
      if (!isOfTheEnvelope(name)) exchange.headers().set(name, Value(value));
      if (equalsIgnoreCase(name, kContentType)) type = value;
    }
    if (!isMultipart(type)) return exchange.setBody(Body(std::string()));
    decode(exchange, body.view().substr(headers.content), type);
  }

  static void decode(Exchange& exchange, std::string_view content, const std::string& type) {
    const std::vector<MimePart> parts = splitParts(content, type);
    std::vector<Attachment> attachments;
    for (std::size_t i = 1; i < parts.size(); ++i) put(attachments, makeAttachment(parts[i]));
    Body first(contentOf(parts.front()));
    const std::string first_type = parts.front().content_type.empty() ? kDefaultType : parts.front().content_type;

    exchange.setBody(std::move(first));
    exchange.attachments() = std::move(attachments);
    exchange.headers().remove(kMimeVersion);
    exchange.headers().remove(kContentType);
    if (!equalsIgnoreCase(first_type, kUnknownBytes)) exchange.headers().set(kContentType, Value(first_type));
  }

  bool headers_inline_;
};

StepPtr build(BuildContext& /*context*/, const Node& node) {
  return std::make_shared<MimeDecoder>(equalsIgnoreCase(node.properties.get("MultipartHeadersInline"), "true"));
}

}  // namespace

void register_mime_decoder(StepRegistry& registry);
void register_mime_decoder(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "MIME Multipart Decoder";
  spec.summary = "Makes the first part of a multipart message the body, and the others attachments.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference =
      "A boundary that is not declared, and a last one that is missing, are refused; a charset of the first part does "
      "not become the header Content-Encoding.";
  spec.properties = {{.name = "MultipartHeadersInline",
                      .meaning = "The headers of the message stand in the body, in front of its parts",
                      .default_value = "false",
                      .allowed = {"true", "false"}}};
  spec.kinds = {"Decoder/MIME Multipart Message Decode"};
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
