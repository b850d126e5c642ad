#include "runtime/script/hosted_xpath.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/base/text.h"
#include "runtime/spi/expression.h"

namespace iflowsim::script {

namespace {

constexpr const char* kValue = "iflowsim.xpath.value";
constexpr const char* kCount = "iflowsim.xpath.count";
constexpr const char* kTexts = "iflowsim.xpath.texts";
constexpr const char* kXml = "iflowsim.xpath.xml";

/// Nodes that the host found, as text: they are no nodes of the body's document here.
class FoundNodes final : public XmlNodes {
 public:
  FoundNodes(std::vector<std::string> texts, std::string xml) : texts_(std::move(texts)), xml_(std::move(xml)) {}

  std::string className() const override { return "org.w3c.dom.NodeList"; }
  std::string toText() const override { return empty() ? std::string() : texts_.front(); }
  std::string toXml() const override { return xml_; }
  std::vector<std::string> texts() const override { return texts_; }
  bool empty() const override { return texts_.empty(); }

 private:
  std::vector<std::string> texts_;
  std::string xml_;
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
    const std::string joined = found.text(kTexts);
    std::vector<std::string> texts;
    if (*count > 0) {
      for (const std::string_view text : split(joined, '\0')) texts.emplace_back(text);
    }
    return Value(
        std::shared_ptr<const OpaqueValue>(std::make_shared<const FoundNodes>(std::move(texts), found.text(kXml))));
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
