#include <algorithm>
#include <vector>

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "lab/stubs/document_matchers.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

struct FreeText {
  void operator()(xmlChar* text) const { xmlFree(text); }
};
struct FreeContext {
  void operator()(xmlXPathContext* context) const { xmlXPathFreeContext(context); }
};
struct FreeObject {
  void operator()(xmlXPathObject* object) const { xmlXPathFreeObject(object); }
};
struct FreeExpression {
  void operator()(xmlXPathCompExpr* expression) const { xmlXPathFreeCompExpr(expression); }
};

using Context = std::unique_ptr<xmlXPathContext, FreeContext>;

/// A context that keeps its complaints to itself; libxml2 would print them.
Context makeContext(xmlDoc* document) {
  Context context(xmlXPathNewContext(document));
  context->error = [](void*, xmlError*) {};
  return context;
}

std::string own(xmlChar* text) {
  const std::unique_ptr<xmlChar, FreeText> owned(text);
  return owned ? std::string(reinterpret_cast<const char*>(owned.get())) : std::string();
}

const xmlChar* bytes(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

/// Namespace and local name.
std::string nameOf(const xmlChar* name, const xmlNs* space) {
  const std::string prefix = space == nullptr ? "" : reinterpret_cast<const char*>(space->href);
  return '{' + prefix + '}' + reinterpret_cast<const char*>(name);
}

std::map<std::string, std::string> attributesOf(xmlNode* element) {
  std::map<std::string, std::string> attributes;
  for (xmlAttr* attribute = element->properties; attribute != nullptr; attribute = attribute->next) {
    attributes[nameOf(attribute->name, attribute->ns)] =
        own(xmlNodeListGetString(element->doc, attribute->children, 1));
  }
  return attributes;
}

/// Texts (joined, without the blanks around) and child elements.
struct Content {
  std::string text;
  std::vector<xmlNode*> elements;
};

Content contentOf(xmlNode* element) {
  Content content;
  for (xmlNode* child = element->children; child != nullptr; child = child->next) {
    if (child->type == XML_ELEMENT_NODE) content.elements.push_back(child);
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      content.text += own(xmlNodeGetContent(child));
  }
  content.text = std::string(trim(content.text));
  return content;
}

bool equal(xmlNode* left, xmlNode* right) {
  if (nameOf(left->name, left->ns) != nameOf(right->name, right->ns)) return false;
  if (attributesOf(left) != attributesOf(right)) return false;
  const Content one = contentOf(left);
  const Content other = contentOf(right);
  return one.text == other.text &&
         std::equal(one.elements.begin(), one.elements.end(), other.elements.begin(), other.elements.end(), &equal);
}

std::vector<std::string> textsOf(const xmlXPathObject& object) {
  std::vector<std::string> texts;
  if (object.type == XPATH_NODESET) {
    const int count = object.nodesetval == nullptr ? 0 : object.nodesetval->nodeNr;
    for (int i = 0; i < count; ++i) texts.push_back(own(xmlNodeGetContent(object.nodesetval->nodeTab[i])));
  } else if (object.type == XPATH_BOOLEAN) {
    if (object.boolval != 0) texts.emplace_back("true");
  } else {
    texts.push_back(own(xmlXPathCastToString(const_cast<xmlXPathObject*>(&object))));
    if (texts.back().empty()) texts.clear();
  }
  return texts;
}

class XPathMatcher final : public ValueMatcher {
 public:
  using Expression = std::shared_ptr<xmlXPathCompExpr>;

  XPathMatcher(Expression expression, std::map<std::string, std::string> namespaces, ValueMatcherPtr inner)
      : expression_(std::move(expression)), namespaces_(std::move(namespaces)), inner_(std::move(inner)) {}

  bool matches(std::optional<std::string_view> value) const override {
    if (!value) return false;
    const Result<XmlDocument> document = XmlDocument::parse(*value);
    if (!document) return false;
    const Context context = makeContext(document->native());
    for (const auto& [prefix, uri] : namespaces_) xmlXPathRegisterNs(context.get(), bytes(prefix), bytes(uri));
    const std::unique_ptr<xmlXPathObject, FreeObject> result(xmlXPathCompiledEval(expression_.get(), context.get()));
    if (!result) return false;
    const std::vector<std::string> texts = textsOf(*result);
    if (!inner_) return !texts.empty();
    if (texts.empty()) return inner_->matches(std::nullopt);
    return std::any_of(texts.begin(), texts.end(), [this](const std::string& text) { return inner_->matches(text); });
  }

 private:
  Expression expression_;
  std::map<std::string, std::string> namespaces_;
  ValueMatcherPtr inner_;
};

}  // namespace

ValueMatcherPtr equalToXml(XmlDocument expected) {
  return makeMatcher([expected = std::move(expected)](std::string_view text) {
    const Result<XmlDocument> actual = XmlDocument::parse(text);
    return actual && equal(xmlDocGetRootElement(expected.native()), xmlDocGetRootElement(actual->native()));
  });
}

Result<ValueMatcherPtr> matchesXPath(const std::string& expression, std::map<std::string, std::string> namespaces,
                                     ValueMatcherPtr inner) {
  const Context context = makeContext(nullptr);
  XPathMatcher::Expression compiled(xmlXPathCtxtCompile(context.get(), bytes(expression)), FreeExpression{});
  if (!compiled) return failure("XPATH-001", "'" + expression + "' is no XPath 1.0");
  return std::make_shared<const XPathMatcher>(std::move(compiled), std::move(namespaces), std::move(inner));
}

}  // namespace iflowsim
