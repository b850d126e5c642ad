#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

struct _xmlDoc;

namespace iflowsim {

/// A parsed XML document, shared and not to be changed. External entities and DTDs from outside are never loaded;
/// entity expansion and depth are bounded. Reading from several threads is safe as long as nobody writes.
class XmlDocument {
 public:
  /// Bounds for hostile documents.
  struct Limits {
    int max_depth = 512;
    /// Whether the document may have a DOCTYPE; it is not read when not.
    bool doctype = true;
  };

  /// `XML-001` with the parser's text, line and column when the bytes are no well-formed document, `XML-002` above
  /// 2 GiB, `XML-003` when it is too deep, `XML-004` when it has a DOCTYPE that it may not have.
  static Result<XmlDocument> parse(std::string_view bytes, const Limits& limits);
  static Result<XmlDocument> parse(std::string_view bytes) { return parse(bytes, Limits{}); }
  /// Takes over a document made elsewhere in the program.
  static XmlDocument adopt(_xmlDoc* document);

  /// The libxml2 document, for the modules that work on XML; owned by this object.
  _xmlDoc* native() const { return document_.get(); }
  /// UTF-8 with an XML declaration.
  std::string serialize() const;

 private:
  explicit XmlDocument(std::shared_ptr<_xmlDoc> document) : document_(std::move(document)) {}

  std::shared_ptr<_xmlDoc> document_;
};

}  // namespace iflowsim
