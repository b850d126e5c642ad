#include "runtime/expression/compiled_xpath.h"

#include <algorithm>

#include <libxml/xpathInternals.h>

#include "runtime/base/text.h"
#include "runtime/expression/compile_error.h"
#include "runtime/expression/xml_nodes.h"
#include "runtime/expression/xpath_dialect.h"

namespace iflowsim {

namespace {

// About a second of work; more is a mistake or an attack.
constexpr unsigned long kOperationLimit = 25'000'000;
constexpr int kCachedObjects = 100;
constexpr const char* kExpressionException = "javax.xml.xpath.XPathExpressionException";

const xmlChar* xmlText(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

/// What libxml2 reported last.
struct Report {
  std::string text;
  int position = 0;
};

void takeReport(void* data, xmlErrorPtr error) {
  auto* report = static_cast<Report*>(data);
  if (error->message != nullptr) report->text = std::string(trim(error->message));
  report->position = error->int1;
}

xmlXPathContextPtr threadContext() {
  struct Owner {
    xmlXPathContextPtr context = xmlXPathNewContext(nullptr);
    Owner() { xmlXPathContextSetCache(context, 1, kCachedObjects, 0); }
    Owner(const Owner&) = delete;
    Owner& operator=(const Owner&) = delete;
    ~Owner() { xmlXPathFreeContext(context); }
  };
  // Making a context costs several times what an evaluation costs.
  thread_local const Owner owner;
  return owner.context;
}

xmlXPathObjectPtr variableOf(const Value& value) {
  if (const SelectedNodes* nodes = selectedNodes(value)) {
    return xmlXPathNewNodeSetList(const_cast<xmlNodeSetPtr>(nodes->nodes()));
  }
  if (value.isNull()) return xmlXPathNewNodeSet(nullptr);
  if (const auto* flag = value.as<bool>()) return xmlXPathNewBoolean(*flag ? 1 : 0);
  if (const auto* integer = value.as<std::int64_t>()) return xmlXPathNewFloat(static_cast<double>(*integer));
  if (const auto* decimal = value.as<double>()) return xmlXPathNewFloat(*decimal);
  return xmlXPathNewString(xmlText(value.toText()));
}

xmlXPathObjectPtr lookUpVariable(void* data, const xmlChar* name, const xmlChar*) {
  const auto* exchange = static_cast<const Exchange*>(data);
  const std::string_view key(reinterpret_cast<const char*>(name));
  const Value& header = exchange->headers().get(key);
  return variableOf(header.isNull() ? exchange->properties().get(key) : header);
}

void checkUse(const std::string& text, const ExpressionScope& scope) {
  const XPathUse use = inspectXPath(text);
  const std::string quoted = "The XPath '" + text + "' ";
  if (!use.newer_feature.empty()) {
    throw CompileError("XPATH-002", quoted + "uses " + use.newer_feature +
                                        ", which needs XPath 2.0 or later, which this version does not have. Write it "
                                        "with XPath 1.0, or use a script.");
  }
  for (const std::string& prefix : use.prefixes) {
    if (prefix == "xml" || scope.namespaces.count(prefix) > 0) continue;
    throw CompileError("XPATH-003", quoted + "uses the prefix '" + prefix + "', which has no namespace. Add xmlns:" +
                                        prefix + "=<namespace> to the namespace mapping of the integration flow.");
  }
  for (const std::string& function : use.unknown_functions) {
    const std::string nearest = nearestName(function, xpathFunctions());
    throw CompileError("XPATH-004", quoted + "calls the function '" + function + "', which XPath does not have. " +
                                        (nearest.empty() ? "Correct the name." : "Did you mean '" + nearest + "'?"));
  }
}

/// Lends the thread's context to one use and leaves nothing of it behind.
class ContextUse {
 public:
  ContextUse() : context_(threadContext()) {
    context_->error = takeReport;
    context_->userData = &report_;
    context_->opLimit = kOperationLimit;
    context_->opCount = 0;
  }
  ContextUse(const ContextUse&) = delete;
  ContextUse& operator=(const ContextUse&) = delete;
  ~ContextUse() {
    context_->doc = nullptr;
    context_->node = nullptr;
    context_->namespaces = nullptr;
    context_->nsNr = 0;
    context_->error = nullptr;
    context_->userData = nullptr;
    xmlXPathRegisterVariableLookup(context_, nullptr, nullptr);
    xmlResetError(&context_->lastError);
  }

  xmlXPathContextPtr operator->() const { return context_; }
  xmlXPathContextPtr get() const { return context_; }
  const Report& report() const { return report_; }

 private:
  xmlXPathContextPtr context_;
  Report report_;
};

}  // namespace

std::string normalizedXPath(std::string_view text) {
  std::string_view rest = trim(text);
  while (rest.size() > 1 && rest.back() == '/') rest = trim(rest.substr(0, rest.size() - 1));
  return std::string(rest);
}

class CompiledXPath::Loan {
 public:
  explicit Loan(const CompiledXPath& owner) : owner_(owner), expression_(owner.borrow()) {}
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;
  ~Loan() { owner_.giveBack(expression_); }
  xmlXPathCompExprPtr get() const { return expression_; }

 private:
  const CompiledXPath& owner_;
  xmlXPathCompExprPtr expression_;
};

CompiledXPath::CompiledXPath(std::string_view text, ScopePtr scope)
    : text_(normalizedXPath(text)), scope_(std::move(scope)) {
  if (text_.empty()) throw CompileError("XPATH-001", "The XPath is empty. Write a path such as /Order/Id.");
  checkUse(text_, *scope_);
  const ContextUse context;
  xmlXPathCompExprPtr expression = xmlXPathCtxtCompile(context.get(), xmlText(text_));
  if (expression == nullptr) {
    throw CompileError("XPATH-001", "The XPath '" + text_ + "' is wrong at position " +
                                        std::to_string(context.report().position + 1) + ": " + context.report().text +
                                        ". Correct the expression.");
  }
  free_.push_back(expression);
  namespaces_.reserve(scope_->namespaces.size());
  for (const auto& [prefix, uri] : scope_->namespaces) {
    xmlNs space{};
    space.type = XML_NAMESPACE_DECL;
    space.prefix = xmlText(prefix);
    space.href = xmlText(uri);
    namespaces_.push_back(space);
  }
  for (xmlNs& space : namespaces_) namespace_pointers_.push_back(&space);
}

CompiledXPath::~CompiledXPath() {
  for (xmlXPathCompExprPtr expression : free_) xmlXPathFreeCompExpr(expression);
}

xmlXPathCompExprPtr CompiledXPath::borrow() const {
  {
    const std::scoped_lock lock(mutex_);
    if (!free_.empty()) {
      xmlXPathCompExprPtr expression = free_.back();
      free_.pop_back();
      return expression;
    }
  }
  const ContextUse context;
  return xmlXPathCtxtCompile(context.get(), xmlText(text_));
}

void CompiledXPath::giveBack(xmlXPathCompExprPtr expression) const {
  const std::scoped_lock lock(mutex_);
  free_.push_back(expression);
}

XPathResult CompiledXPath::evaluate(const Exchange& exchange) const {
  const XmlDocument& document = exchange.body().xml();
  const Loan expression(*this);
  const ContextUse context;
  context->doc = document.native();
  context->node = reinterpret_cast<xmlNodePtr>(document.native());
  context->namespaces = const_cast<xmlNsPtr*>(namespace_pointers_.data());
  context->nsNr = static_cast<int>(namespace_pointers_.size());
  xmlXPathRegisterVariableLookup(context.get(), lookUpVariable, const_cast<Exchange*>(&exchange));
  XPathResult result(xmlXPathCompiledEval(expression.get(), context.get()), xmlXPathFreeObject);
  if (result == nullptr) {
    throw FlowError(kExpressionException, "The XPath '" + text_ + "' cannot be evaluated: " + context.report().text);
  }
  return result;
}

}  // namespace iflowsim
