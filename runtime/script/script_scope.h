#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "runtime/message/body.h"
#include "runtime/message/exchange.h"
#include "runtime/message/value.h"

namespace iflowsim::script {

/// What objects of the host ask of it. Thread-safe.
class HostLink {
 public:
  virtual ~HostLink() = default;
  /// `toString()` of the object. Throws FlowError when the object or its host is gone.
  virtual std::string textOf(std::uint64_t generation, std::uint64_t scope, std::uint64_t handle) = 0;
  virtual void release(std::uint64_t generation, std::uint64_t scope) noexcept = 0;
};

/// What a script left as body besides its bytes.
struct BodyForm {
  /// 2 String, 3 byte[], 4 object; see the protocol.
  std::uint8_t form = 1;
  std::uint64_t handle = 0;
  std::string class_name;
};

/// The objects that the scripts of one message share, in one process of the host: they live there until this ends.
/// Shared by all branches of the message; thread-safe.
class ScriptScope {
 public:
  ScriptScope(std::shared_ptr<HostLink> link, std::uint64_t generation, std::uint64_t number)
      : link_(std::move(link)), generation_(generation), number_(number) {}
  ScriptScope(const ScriptScope&) = delete;
  ScriptScope& operator=(const ScriptScope&) = delete;
  ~ScriptScope() { link_->release(generation_, number_); }

  std::uint64_t generation() const { return generation_; }
  std::uint64_t number() const { return number_; }
  HostLink& link() const { return *link_; }

  /// Remembers the form of a body that a script made; the next script sees it so, unless a step changes it.
  void remember(const Body& body, BodyForm form);
  std::optional<BodyForm> formOf(const Body& body) const;

 private:
  std::shared_ptr<HostLink> link_;
  std::uint64_t generation_;
  std::uint64_t number_;
  mutable std::mutex mutex_;
  /// The latest; a body held here keeps its address to itself.
  std::vector<std::pair<Body, BodyForm>> forms_;
};

using ScopePtr = std::shared_ptr<ScriptScope>;

/// The scope of the message, if a script of this process of the host has run on it.
ScopePtr scopeOf(const Exchange& exchange, std::uint64_t generation);
/// Ties the scope to the message: it ends with the last copy of the exchange.
void keepScope(Exchange& exchange, ScopePtr scope);
/// Whether it is the property that ties the scope to the message, which scripts are not shown.
bool isScopeProperty(const Value& value);

/// An object that lives in the host. Reading its text asks the host, and throws FlowError when it is gone.
class HostObject final : public OpaqueValue {
 public:
  HostObject(ScopePtr scope, std::uint64_t handle, std::string class_name)
      : scope_(std::move(scope)), handle_(handle), class_name_(std::move(class_name)) {}

  const ScriptScope& scope() const { return *scope_; }
  std::uint64_t handle() const { return handle_; }
  std::string className() const override { return class_name_; }
  std::string toText() const override { return scope_->link().textOf(scope_->generation(), scope_->number(), handle_); }

 private:
  ScopePtr scope_;
  std::uint64_t handle_;
  std::string class_name_;
};

/// A number of a Java class that values of the engine do not tell apart: Long, BigDecimal and so on.
class JavaNumber final : public OpaqueValue {
 public:
  JavaNumber(std::string class_name, std::string text) : class_name_(std::move(class_name)), text_(std::move(text)) {}

  std::string className() const override { return class_name_; }
  std::string toText() const override { return text_; }

 private:
  std::string class_name_;
  std::string text_;
};

}  // namespace iflowsim::script
