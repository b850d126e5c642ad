#pragma once

#include <chrono>

#include "runtime/base/clock.h"
#include "runtime/message/body.h"

namespace iflowsim {

class CredentialStore;
class DirectTable;
class EndpointTable;
class HttpClient;
class Keystore;
class Scheduler;
class ScriptEngine;
struct Stores;

/// How the tenant is set up, as far as steps and adapters care. Source of the switches: runtime-behaviour 2.1.
struct RuntimeOptions {
  /// `current` (one line) or `classic` (with the "tail log" line).
  bool classic_error_template = false;
  /// SAP_MessageProcessingLogID in successful replies.
  bool return_message_id = true;
  bool always_keep_content_type = false;
  /// CamelHttpUrl starts with `https://` (neo) or `http://` (cf).
  bool neo = true;
  /// An exception that escapes a local process triggers the exception subprocess of its caller's process too.
  bool local_exception_bubbles = false;
  BodyBuilder::Options body;
  /// How long a stopping flow waits for its messages in flight.
  std::chrono::milliseconds drain{60'000};
};

/// What the application lends to steps and adapters at deployment. All members outlive every deployment and are
/// thread-safe.
struct Services {
  const Clock& clock;
  const RuntimeOptions& options;
  Stores& stores;
  HttpClient& http;
  DirectTable& direct;
  EndpointTable& endpoints;
  Scheduler& scheduler;
  CredentialStore& credentials;
  Keystore& keystore;
  /// Null: scripts cannot run.
  ScriptEngine* scripts = nullptr;
};

}  // namespace iflowsim
