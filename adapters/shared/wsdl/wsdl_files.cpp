#include "adapters/shared/wsdl/wsdl_files.h"

#include <libxml/tree.h>

#include "adapters/shared/wsdl/bundle_paths.h"
#include "adapters/shared/wsdl/wsdl_xml.h"
#include "runtime/base/quote.h"
#include "runtime/base/text.h"
#include "runtime/spi/http.h"

namespace iflowsim::wsdl {

namespace {

tl::unexpected<Error> noSuchDescription(const Resources& resources, const std::string& url) {
  const std::vector<std::string> names = descriptionNames(resources);
  return failure(
      "WSDL-001",
      "The bundle has no file " + inQuotes(url) + ". " +
          (names.empty() ? "It holds no WSDL file at all." : "Its WSDL files are: " + join(names, ", ") + ".") +
          " Correct the URL to WSDL of the channel, or add the file below src/main/resources/wsdl.");
}

tl::unexpected<Error> unreadable(const std::string& name, std::string why) {
  if (why.ends_with('.')) why.pop_back();
  return failure("WSDL-002", name + " cannot be read as " +
                                 (toLower(name).ends_with(".xsd") ? "a schema" : "WSDL 1.1") + ": " + why +
                                 ". Replace it with a valid file.");
}

tl::unexpected<Error> leadsOut(const std::string& name, const std::string& reference) {
  return failure("WSDL-003", name + " refers to " + inQuotes(reference) +
                                 ", which lies outside of the bundle. Put that file into the bundle, beside " + name +
                                 ", and change the reference to its name.");
}

tl::unexpected<Error> missing(const std::string& name, const std::string& reference) {
  return failure("WSDL-003", name + " refers to " + inQuotes(reference) +
                                 ", which is not in the bundle. Add the file beside " + name +
                                 ", or remove the reference.");
}

/// The attribute that names another file; empty when the element is no reference.
std::string_view referenceAttribute(const xmlNode* node) {
  if (isElement(node, kWsdl, "import")) return "location";
  for (const std::string_view name : {"import", "include", "redefine", "override"}) {
    if (isElement(node, kSchema, name)) return "schemaLocation";
  }
  return {};
}

/// Reads a file and those it leads to. Lives as long as the reading.
class FileCollector {
 public:
  explicit FileCollector(const Resources& resources) : resources_(resources) {}

  Result<std::vector<WsdlFile>> collect(const std::string& key) {
    if (auto added = add(key); !added) return tl::unexpected(added.error());
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const WsdlFile file = files_[i];
      for (xmlNode* node : references(file)) {
        if (auto followed = follow(file, node); !followed) return tl::unexpected(followed.error());
      }
    }
    return std::move(files_);
  }

 private:
  static std::vector<xmlNode*> references(const WsdlFile& file) {
    return elementsWhere(xmlDocGetRootElement(file.document.native()),
                         [](const xmlNode* node) { return !referenceAttribute(node).empty(); });
  }

  Result<void> add(const std::string& key) {
    const std::string name = shownName(key);
    auto document = XmlDocument::parse(*resources_.at(key));
    if (!document) return unreadable(name, document.error().text);
    const xmlNode* root = xmlDocGetRootElement(document->native());
    const bool description = isElement(root, kWsdl, "definitions");
    if (!description && (files_.empty() || !isElement(root, kSchema, "schema"))) {
      return unreadable(name, "its root is {" + std::string(namespaceOf(root)) + "}" + std::string(nameOf(root)));
    }
    files_.push_back({.key = key, .name = name, .document = std::move(*document)});
    return {};
  }

  Result<void> follow(const WsdlFile& file, xmlNode* node) {
    const std::string_view place = referenceAttribute(node);
    const std::string reference = attributeText(node, place);
    if (trim(reference).empty()) return {};
    if (isExternal(reference)) return leadsOut(file.name, reference);
    const std::string key = findFile(resources_, file.key, reference);
    if (key.empty()) return missing(file.name, reference);
    if (!isKnown(key)) {
      if (auto added = add(key); !added) return added;
    }
    setAttribute(node, std::string(place), published(key, place == "location" ? "wsdl" : "xsd"));
    return {};
  }

  bool isKnown(const std::string& key) const {
    for (const WsdlFile& file : files_) {
      if (file.key == key) return true;
    }
    return false;
  }

  std::string published(const std::string& key, const std::string& kind) const {
    const std::string address(kOwnAddress);
    if (key == files_.front().key) return address + "?wsdl";
    return address + "?" + kind + "=" + percentEncode(shownName(key), "/");
  }

  const Resources& resources_;
  std::vector<WsdlFile> files_;
};

}  // namespace

Result<std::vector<WsdlFile>> readFiles(const Resources& resources, const std::string& url) {
  const std::string key = isExternal(url) ? std::string() : findFile(resources, {}, url);
  if (key.empty()) return noSuchDescription(resources, url);
  return FileCollector(resources).collect(key);
}

}  // namespace iflowsim::wsdl
