#include "runtime/script/hosted_xpath.h"

#include <cstdint>
#include <utility>

#include "runtime/spi/expression.h"

namespace iflowsim::script {

namespace {

constexpr const char* kValue = "iflowsim.xpath.value";
constexpr const char* kCount = "iflowsim.xpath.count";
constexpr const char* kText = "iflowsim.xpath.text";
constexpr const char* kXml = "iflowsim.xpath.xml";

/// Nodes that the host found, as text: they are no nodes of the body's document here.
class FoundNodes final : public XmlNodes {
 public:
  FoundNodes(std::string text, std::string xml, bool empty)
      : text_(std::move(text)), xml_(std::move(xml)), empty_(empty) {}

  std::string className() const override { return "org.w3c.dom.NodeList"; }
  std::string toText() const override { return text_; }
  std::string toXml() const override { return xml_; }
  bool empty() const override { return empty_; }

 private:
  std::string text_;
  std::string xml_;
  bool empty_;
};

/// The host answers with properties, which are set in a copy of the message.
class HostedXPath final : public NewerXPath {
 public:
  HostedXPath(ScriptPtr value, ScriptPtr condition) : value_(std::move(value)), condition_(std::move(condition)) {}

  const std::optional<ScriptProblem>& problem() const override { return value_->problem(); }

  Value evaluate(const Exchange& exchange) const override {
    Exchange copy(exchange);
    value_->run(copy);
    const Properties& found = copy.properties();
    const auto* count = found.get(kCount).as<std::int64_t>();
    if (count == nullptr) return found.get(kValue);
    return Value(std::shared_ptr<const OpaqueValue>(
        std::make_shared<const FoundNodes>(found.text(kText), found.text(kXml), *count == 0)));
  }

  bool matches(const Exchange& exchange) const override {
    Exchange copy(exchange);
    condition_->run(copy);
    const auto* holds = copy.properties().get(kValue).as<bool>();
    return holds != nullptr && *holds;
  }

 private:
  ScriptPtr value_;
  ScriptPtr condition_;
};

/// What COMPILE has in place of a path: the prefixes, an empty line, and the text.
std::string description(const std::string& text, const std::map<std::string, std::string>& namespaces) {
  std::string lines;
  for (const auto& [prefix, uri] : namespaces) lines += prefix + '=' + uri + '\n';
  return (lines.empty() ? "\n" : lines) + '\n' + text;
}

}  // namespace

Result<NewerXPathPtr> compileHostedXPath(ScriptEngine& engine, const std::string& text,
                                         const std::map<std::string, std::string>& namespaces) {
  ScriptEntry entry{ScriptLanguage::XPath, description(text, namespaces), "value"};
  auto value = engine.compile({"xpath", {}}, entry, {});
  if (!value) return tl::unexpected(value.error());
  entry.function = "condition";
  auto condition = engine.compile({"xpath", {}}, entry, {});
  if (!condition) return tl::unexpected(condition.error());
  return std::make_shared<const HostedXPath>(*std::move(value), *std::move(condition));
}

}  // namespace iflowsim::script
