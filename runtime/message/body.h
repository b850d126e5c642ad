#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/message/xml_document.h"

namespace iflowsim {

/// The body of a message: null, bytes, a spooled file, or a parsed document whose bytes are made on demand. Every form
/// can be read again and again. Immutable; copies share, parse once and may be read from several threads.
class Body {
 public:
  /// The null body.
  Body() = default;
  explicit Body(std::string bytes);
  explicit Body(XmlDocument document);
  /// Bytes that are known to be this document, which is then not parsed again.
  Body(std::string bytes, XmlDocument document);

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
