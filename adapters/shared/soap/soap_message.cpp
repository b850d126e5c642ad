#include "adapters/shared/soap/soap_message.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "adapters/shared/soap/xml_charset.h"
#include "adapters/shared/soap/xop.h"
#include "runtime/base/ids.h"
#include "runtime/base/mime_type.h"
#include "runtime/base/multipart.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

tl::unexpected<SoapFault> refuse(std::string reason) {
  return tl::unexpected(SoapFault{.code = SoapFault::Code::Client, .reason = std::move(reason)});
}

constexpr const char* kRightTypes =
    "Send text/xml (SOAP 1.1), application/soap+xml (SOAP 1.2), or multipart/related with one of them as its root "
    "part.";

tl::expected<SoapDocument, SoapFault> readEnvelope(std::string_view xml, const MimeType& type) {
  if (!mayBeXml(type)) {
    return refuse("The content type '" + type.name + "' does not carry a SOAP message. " + kRightTypes);
  }
  std::string converted;
  const auto text = soap::inCharset(xml, type.parameter("charset"), converted);
  if (!text) return refuse(text.error().text);
  return SoapDocument::parse(*text);
}

std::string_view withoutQuotes(std::string_view action) {
  action = trim(action);
  const bool quoted = action.size() >= 2 && action.front() == '"' && action.back() == '"';
  return quoted ? action.substr(1, action.size() - 2) : action;
}

/// The parameter of SOAP 1.2 first: who sends both means it.
std::string actionOf(const MimeType& outer, const MimeType& root, std::string_view header) {
  for (const MimeType* type : {&outer, &root}) {
    if (const std::string_view action = type->parameter("action"); !action.empty()) return std::string(action);
  }
  return std::string(withoutQuotes(header));
}

Body bodyOf(std::string_view bytes) {
  constexpr std::size_t kChunk = std::size_t{1} << 20U;
  BodyBuilder builder;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(kChunk, bytes.size()))) builder.append(bytes.substr(0, kChunk));
  return builder.finish();
}

/// Reads the parts of a multipart message. Views go into the message.
class MultipartReader {
 public:
  MultipartReader(std::vector<MimePart> parts, const SoapLimits& limits) : parts_(std::move(parts)), limits_(limits) {}

  /// The part that is the envelope; `start` is the parameter of that name.
  tl::expected<MimeType, SoapFault> chooseRoot(std::string_view start) {
    if (parts_.empty()) return refuse(std::string("The multipart message has no parts. ") + kRightTypes);
    if (start.starts_with('<') && start.ends_with('>')) start = start.substr(1, start.size() - 2);
    if (!start.empty()) {
      root_ = indexOf(start);
      if (root_ == parts_.size()) {
        return refuse("The parameter start of the content type names the part '" + std::string(start) +
                      "', which the multipart message does not have. Send it, or leave the parameter out.");
      }
    }
    return readMimeType(parts_[root_].content_type);
  }

  tl::expected<SoapDocument, SoapFault> readRoot(const MimeType& type) {
    const MimePart& part = parts_[root_];
    const auto bytes = decodePart(part);
    if (!bytes) return refuse(bytes.error().text);
    if (bytes->size() > limits_.envelope) {
      return refuse("The envelope of the multipart message has more than " + std::to_string(limits_.envelope) +
                    " bytes. Send less.");
    }
    auto document = readEnvelope(*bytes, type);
    if (!document) return document;
    const auto lookup = [this](std::string_view id) { return include(id); };
    if (const auto done = soap::includeParts(document->native(), lookup, limits_.attachments); !done) {
      return refuse(done.error().text);
    }
    return document;
  }

  /// What is left when the envelope and what it includes are taken away.
  tl::expected<std::vector<Attachment>, SoapFault> readAttachments() {
    std::vector<Attachment> attachments;
    std::set<std::string> names;
    std::size_t left = limits_.attachments;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (i == root_ || included_.contains(i)) continue;
      const MimePart& part = parts_[i];
      auto content = contentOf(part);
      if (!content) return refuse(content.error().text);
      if (content->size() > left) return refuse(tooLarge());
      left -= content->size();
      attachments.push_back({.name = uniqueName(part.content_id, names),
                             .content_type = part.content_type.empty() ? "application/octet-stream" : part.content_type,
                             .content = std::move(*content),
                             .headers = part.headers});
    }
    return attachments;
  }

 private:
  std::size_t indexOf(std::string_view id) const {
    const auto same = [&](const MimePart& part) { return part.content_id == id; };
    return static_cast<std::size_t>(std::find_if(parts_.begin(), parts_.end(), same) - parts_.begin());
  }

  Result<std::optional<std::string>> include(std::string_view id) {
    const std::size_t index = indexOf(id);
    if (index == parts_.size() || index == root_) return std::nullopt;
    included_.insert(index);
    auto bytes = decodePart(parts_[index]);
    if (!bytes) return tl::unexpected(bytes.error());
    return std::optional(std::move(*bytes));
  }

  Result<Body> contentOf(const MimePart& part) const {
    if (isPlain(part)) {
      if (part.content.size() > limits_.attachments) return failure("MIME-004", tooLarge());
      return bodyOf(part.content);
    }
    auto bytes = decodePart(part);
    if (!bytes) return tl::unexpected(bytes.error());
    return bodyOf(*bytes);
  }

  std::string tooLarge() const {
    return "The attachments of the message have more than " + std::to_string(limits_.attachments) +
           " bytes together. Send less.";
  }

  static std::string uniqueName(const std::string& id, std::set<std::string>& names) {
    std::string name = id.empty() ? makeUuid() : id;
    if (names.contains(name)) name += '_' + makeUuid();
    names.insert(name);
    return name;
  }

  std::vector<MimePart> parts_;
  const SoapLimits& limits_;
  std::size_t root_ = 0;
  std::set<std::size_t> included_;
};

tl::expected<SoapMessage, SoapFault> readMultipart(const MimeType& type, std::string_view soap_action, const Body& body,
                                                   const SoapLimits& limits) {
  const std::string_view boundary = type.parameter("boundary");
  if (boundary.empty()) {
    return refuse("The content type multipart/related has no boundary. Add the parameter boundary to it.");
  }
  // RFC 2046 allows 70; a very long one would make looking for it slow.
  constexpr std::size_t kLongestBoundary = 200;
  if (boundary.size() > kLongestBoundary) {
    return refuse("The boundary of the content type multipart/related is longer than " +
                  std::to_string(kLongestBoundary) + " characters. Choose a shorter one.");
  }
  auto parts = splitMultipart(body.view(), boundary, {.parts = limits.parts + 1});
  if (!parts) return refuse(parts.error().text);
  MultipartReader reader(std::move(*parts), limits);
  const auto root = reader.chooseRoot(type.parameter("start"));
  if (!root) return tl::unexpected(root.error());
  auto document = reader.readRoot(*root);
  if (!document) return tl::unexpected(document.error());
  auto attachments = reader.readAttachments();
  if (!attachments) return tl::unexpected(attachments.error());
  return SoapMessage{.document = std::move(*document),
                     .attachments = std::move(*attachments),
                     .action = actionOf(type, *root, soap_action)};
}

}  // namespace

tl::expected<SoapMessage, SoapFault> readSoapMessage(std::string_view content_type, std::string_view soap_action,
                                                     const Body& body, const SoapLimits& limits) {
  const MimeType type = readMimeType(content_type);
  if (type.name == "multipart/related") return readMultipart(type, soap_action, body, limits);
  auto document = readEnvelope(body.view(), type);
  if (!document) return tl::unexpected(document.error());
  return SoapMessage{
      .document = std::move(*document), .attachments = {}, .action = actionOf(type, MimeType{}, soap_action)};
}

}  // namespace iflowsim
