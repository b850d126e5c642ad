#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

struct _xmlNode;

namespace iflowsim {

/// What the control record EDI_DC40 of an IDoc says, as far as the adapter reads it.
struct IdocControl {
  /// DOCNUM: the number in the sending system.
  std::string transfer_id;
  /// MESTYP.
  std::string message_type;
  /// ARCKEY.
  std::string archive_key;
};

/// A document of IDocs: the root element is named as their IDoc type, each IDoc is a child element IDOC.
/// Source: observed-samples 102.
struct IdocDocument {
  std::string type;
  std::string namespace_uri;
  /// At least one.
  std::vector<IdocControl> idocs;
};

/// Reads the control records. The error is a text that says why the element holds no IDocs: no child IDOC, one without
/// control record, or different message types. Source: runtime-behaviour 2.4.
tl::expected<IdocDocument, std::string> readIdocs(_xmlNode* root);

/// The document of that element as text, with ARCKEY of its first IDoc set; the element stays as it is, its document
/// must hold an IDoc. Source: runtime-behaviour 3.4, observed-samples 104.
std::string withArchiveKey(_xmlNode* root, const std::string& archive_key);

}  // namespace iflowsim
