#include "runtime/script/simple_service.h"

#include <algorithm>

#include "runtime/base/flow_error.h"
#include "runtime/base/text.h"
#include "runtime/expression/languages.h"
#include "runtime/script/tenant_services.h"

namespace iflowsim::script {

namespace {

constexpr const char* kSyntaxException = "org.apache.camel.language.simple.types.SimpleIllegalSyntaxException";

LanguageRegistry& withLanguages(LanguageRegistry& registry) {
  registerLanguages(registry);
  return registry;
}

const ValueMap* entriesIn(const Value& value) {
  const auto* map = value.as<std::shared_ptr<const ValueMap>>();
  return map == nullptr ? nullptr : map->get();
}

const ValueList* itemsIn(const Value& value) {
  const auto* items = value.as<std::shared_ptr<const ValueList>>();
  return items == nullptr ? nullptr : items->get();
}

/// An object in the host, or what only the caller knows as it is.
bool isObject(const Value& value) {
  return value.as<std::shared_ptr<const OpaqueValue>>() != nullptr || entriesIn(value) != nullptr ||
         itemsIn(value) != nullptr;
}

/// Makes the headers or properties those that the script sees. One that is a list is an object, whose text it holds: it
/// stays what it was here, and is its text when the script made it.
template <typename Entries, typename SameName>
void setAll(Entries& entries, const Value& seen, const SameName& same_name) {
  const ValueMap* all = entriesIn(seen);
  if (all == nullptr) return;
  entries.removeIf([&](const std::string& name) {
    return std::none_of(all->begin(), all->end(), [&](const auto& entry) { return same_name(entry.first, name); });
  });
  for (const ValueMap::value_type& entry : *all) {
    const ValueList* object = itemsIn(entry.second);
    if (object == nullptr) {
      entries.set(entry.first, entry.second);
    } else if (!isObject(entries.get(entry.first))) {
      entries.set(entry.first, object->empty() ? Value() : object->front());
    }
  }
}

/// Null: it is what it was; a list: there is none.
void setBody(Exchange& exchange, const Value& body) {
  if (const auto* text = body.as<std::string>()) {
    exchange.setBody(Body(*text).as(BodyKind::Text));
  } else if (const auto* bytes = body.as<Value::Bytes>()) {
    exchange.setBody(Body(**bytes).as(BodyKind::Bytes));
  } else if (itemsIn(body) != nullptr) {
    exchange.setBody({});
  }
}

Value argument(const ValueList& arguments, std::size_t index) {
  return index < arguments.size() ? arguments[index] : Value();
}

template <typename Compiled>
Compiled compiled(Result<Compiled> result) {
  if (!result) throw FlowError(kSyntaxException, result.error().text);
  return *std::move(result);
}

}  // namespace

SimpleService::SimpleService() : simple_(*withLanguages(languages_).find("simple")) {}

Value SimpleService::answer(const Exchange& sent, std::string_view method, const ValueList& arguments) const {
  Exchange seen = sent;
  const std::string text = argument(arguments, 0).toText();
  setAll(seen.headers(), argument(arguments, 1),
         [](std::string_view left, std::string_view right) { return equalsIgnoreCase(left, right); });
  setAll(seen.properties(), argument(arguments, 2),
         [](std::string_view left, std::string_view right) { return left == right; });
  setBody(seen, argument(arguments, 3));
  if (method == "evaluate") return compiled(simple_.compile(text, {}))->evaluate(seen);
  if (method == "matches") return compiled(simple_.compileCondition(text, {}))->matches(seen);
  throw FlowError("com.sap.it.api.exception.ITApiRuntimeException",
                  "The tenant does not answer " + std::string(kSimpleLanguage) + '.' + std::string(method) + '.');
}

}  // namespace iflowsim::script
