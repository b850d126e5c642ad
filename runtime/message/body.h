#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/message/xml_document.h"

namespace iflowsim {

/// As what a script finds the body when it asks for no type: a stream that can be rewound, a String, a byte[], or the
/// object that a script left there. Steps read all of them alike. Source: script-api section 2.2.
enum class BodyKind : std::uint8_t { Stream, Text, Bytes, Object };

/// A body that lives elsewhere, such as an object in the script host. Used from several threads.
class ObjectBody {
 public:
  virtual ~ObjectBody() = default;
  /// What steps see of it; asked for once, when the first of them does. Throws FlowError when it is gone.
  virtual std::string bytes() const = 0;
};

/// The body of a message: null, bytes, a spooled file, a parsed document or an object whose bytes are made on demand.
/// Every form can be read again and again. Immutable; copies share, parse once and may be read from several threads.
class Body {
 public:
  /// The null body.
  Body() = default;
  explicit Body(std::string bytes);
  explicit Body(XmlDocument document);
  /// Bytes that are known to be this document, which is then not parsed again.
  Body(std::string bytes, XmlDocument document);
  /// Of kind Object.
  explicit Body(std::shared_ptr<const ObjectBody> object);

  /// The same body as scripts shall find it; not for kind Object.
  Body as(BodyKind kind) const;
  BodyKind kind() const { return kind_; }
  /// The object of kind Object; null for others.
  std::shared_ptr<const ObjectBody> object() const;

  /// No body at all, as `${null}` makes it; its bytes are empty.
  bool isNull() const { return content_ == nullptr; }
  std::size_t size() const { return view().size(); }
  /// The bytes; valid as long as this body or a copy of it lives. Spooled bodies are mapped, not read.
  std::string_view view() const;
  std::string text() const { return std::string(view()); }
  /// The parsed document, parsed at the first call. Throws FlowError (SAXParseException) when the bytes are no XML.
  const XmlDocument& xml() const;

 private:
  friend class BodyBuilder;
  class Content;
  explicit Body(std::shared_ptr<Content> content) : content_(std::move(content)) {}

  std::shared_ptr<Content> content_;
  BodyKind kind_ = BodyKind::Stream;
};

/// Takes a body chunk by chunk; past the threshold it goes on in an unlinked temporary file. Not thread-safe.
class BodyBuilder {
 public:
  struct Options {
    std::size_t spool_threshold = 4U << 20U;
    /// Directory of spooled bodies; empty: the system's directory for temporary files.
    std::string directory;
  };

  explicit BodyBuilder(Options options);
  BodyBuilder() : BodyBuilder(Options{}) {}
  BodyBuilder(BodyBuilder&& other) noexcept;
  BodyBuilder& operator=(BodyBuilder&& other) noexcept;
  ~BodyBuilder();

  /// Throws std::system_error when the spool file cannot be written.
  void append(std::string_view chunk);
  std::size_t size() const { return size_; }
  /// The body of all chunks; the builder is empty afterwards.
  Body finish();

 private:
  void spool();

  Options options_;
  std::string memory_;
  int file_ = -1;
  std::size_t size_ = 0;
};

}  // namespace iflowsim
