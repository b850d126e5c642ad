#include "runtime/script/script_scope.h"

#include <algorithm>

namespace iflowsim::script {

namespace {

// The product has the log of the message in a property of that name. Source: script-api section 5.
constexpr const char* kScopeProperty = "SAP_MessageProcessingLog";
constexpr std::size_t kFormsKept = 4;

class ScopeHolder final : public OpaqueValue {
 public:
  explicit ScopeHolder(ScopePtr scope) : scope_(std::move(scope)) {}

  const ScopePtr& scope() const { return scope_; }
  std::string className() const override { return "java.lang.Object"; }
  std::string toText() const override { return "the log of the message"; }

 private:
  ScopePtr scope_;
};

const ScopeHolder* holderIn(const Value& value) {
  const auto* object = value.as<std::shared_ptr<const OpaqueValue>>();
  return object == nullptr ? nullptr : dynamic_cast<const ScopeHolder*>(object->get());
}

bool isSame(const Body& left, const Body& right) {
  return left.isNull() == right.isNull() && left.view().data() == right.view().data() && left.size() == right.size();
}

}  // namespace

void ScriptScope::remember(const Body& body, BodyForm form) {
  const std::lock_guard lock(mutex_);
  if (forms_.size() == kFormsKept) forms_.erase(forms_.begin());
  forms_.emplace_back(body, std::move(form));
}

std::optional<BodyForm> ScriptScope::formOf(const Body& body) const {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::find_if(forms_.rbegin(), forms_.rend(), [&](const auto& entry) { return isSame(entry.first, body); });
  return found == forms_.rend() ? std::nullopt : std::optional(found->second);
}

ScopePtr scopeOf(const Exchange& exchange, std::uint64_t generation) {
  const ScopeHolder* holder = holderIn(exchange.properties().get(kScopeProperty));
  return holder != nullptr && holder->scope()->generation() == generation ? holder->scope() : nullptr;
}

void keepScope(Exchange& exchange, ScopePtr scope) {
  exchange.properties().set(kScopeProperty, Value(std::make_shared<const ScopeHolder>(std::move(scope))));
}

bool isScopeProperty(const Value& value) {
  return holderIn(value) != nullptr;
}

}  // namespace iflowsim::script
