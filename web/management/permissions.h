#pragma once

#include <string_view>

#include "web/management/operator_gate.h"

namespace iflowsim {

/// What an operator needs for a kind of call. Source: runtime-behaviour 1.9.
struct Permission {
  /// What it allows, after `may not`: `deploy flows`.
  std::string_view allows;
  /// Alternatives separated by `|`; roles that count only together are joined by `+`.
  std::string_view roles;
};

/// The kinds of calls, each a task of the product or the nearest one to it.
namespace permission {
extern const Permission kReadFlows;
extern const Permission kDeployFlows;
extern const Permission kSetLogLevel;
extern const Permission kReadLogs;
/// Traces, attachments, recorded calls of receivers: what messages contain.
extern const Permission kReadPayloads;
extern const Permission kDeleteLogs;
extern const Permission kReadSecurity;
extern const Permission kChangeSecurity;
}  // namespace permission

/// Names compare exactly. The owner may do everything.
bool isGranted(const Permission& permission, const Operator& caller);

/// `API-403` that names the operator, what he lacks and how he gets it.
Error refusal(const Permission& permission, const Operator& caller);

}  // namespace iflowsim
