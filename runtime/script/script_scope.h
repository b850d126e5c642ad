#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/message/body.h"
#include "runtime/message/exchange.h"
#include "runtime/message/value.h"

namespace iflowsim::script {

/// Which object of the host: one of a scope, in one process of the host.
struct ObjectId {
  std::uint64_t generation = 0;
  std::uint64_t scope = 0;
  std::uint64_t handle = 0;
};

/// What objects of the host ask of it. Thread-safe; also in the middle of a call of a script.
class HostLink {
 public:
  virtual ~HostLink() = default;
  /// `toString()` of the object. Throws FlowError when the object or its host is gone.
  virtual std::string textOf(const ObjectId& object) = 0;
  /// What a step outside of the host sees of it: XML of a document, else its text. Throws as `textOf`.
  virtual std::string bytesOf(const ObjectId& object) = 0;
  /// Ends all objects of the scope.
  virtual void release(std::uint64_t generation, std::uint64_t scope) noexcept = 0;
};

/// The objects that the scripts of one message share, in one process of the host: they live there until nobody here
/// knows them any more, at the latest until this ends. Shared by all branches of the message; thread-safe.
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
  bool isSame(const ScriptScope& other) const { return this == &other; }

  /// The handles that nobody knows since this was asked last; the host is told before its next call.
  std::vector<std::uint64_t> takeReleased();

 private:
  friend class HostHandle;
  void adopt(std::uint64_t handle);
  void drop(std::uint64_t handle) noexcept;

  std::shared_ptr<HostLink> link_;
  std::uint64_t generation_;
  std::uint64_t number_;
  std::mutex mutex_;
  /// Guarded by mutex_. How many know each handle: the host gives the same object the same handle again. None: to be
  /// released.
  std::unordered_map<std::uint64_t, std::uint32_t> users_;
};

using ScopePtr = std::shared_ptr<ScriptScope>;

/// The scope of the message, if a script of this process of the host has run on it; else null.
ScopePtr scopeOf(const Exchange& exchange, std::uint64_t generation);

/// Somebody knows an object of the host: it stays there as long as this.
class HostHandle {
 public:
  HostHandle(ScopePtr scope, std::uint64_t number) : scope_(std::move(scope)), number_(number) {
    scope_->adopt(number_);
  }
  HostHandle(const HostHandle&) = delete;
  HostHandle& operator=(const HostHandle&) = delete;
  ~HostHandle() { scope_->drop(number_); }

  const ScriptScope& scope() const { return *scope_; }
  std::uint64_t number() const { return number_; }
  std::string text() const { return scope_->link().textOf(id()); }
  std::string bytes() const { return scope_->link().bytesOf(id()); }

 private:
  ObjectId id() const { return {scope_->generation(), scope_->number(), number_}; }

  ScopePtr scope_;
  std::uint64_t number_;
};

/// A header or property that is an object of the host. Reading its text asks the host, and throws FlowError when it is
/// gone.
class HostObject final : public OpaqueValue {
 public:
  HostObject(ScopePtr scope, std::uint64_t handle, std::string class_name)
      : handle_(std::move(scope), handle), class_name_(std::move(class_name)) {}

  const HostHandle& handle() const { return handle_; }
  std::string className() const override { return class_name_; }
  std::string toText() const override { return handle_.text(); }

 private:
  HostHandle handle_;
  std::string class_name_;
};

/// A body that is an object of the host. Its bytes are asked for when a step wants them.
class HostBody final : public ObjectBody {
 public:
  HostBody(ScopePtr scope, std::uint64_t handle, std::string class_name)
      : handle_(std::move(scope), handle), class_name_(std::move(class_name)) {}

  const HostHandle& handle() const { return handle_; }
  const std::string& className() const { return class_name_; }
  std::string bytes() const override { return handle_.bytes(); }

 private:
  HostHandle handle_;
  std::string class_name_;
};

}  // namespace iflowsim::script
