#pragma once

#include "web/management/api_reply.h"

/// The operations of the management surface; which call runs which stands in router.cpp.
namespace iflowsim {

ApiReply health(const ApiCall& call);
/// The token endpoint: every shape of request in management-api 1.2.
ApiReply giveToken(const ApiCall& call);

ApiReply listFlows(const ApiCall& call);
ApiReply showFlow(const ApiCall& call);
ApiReply restartFlow(const ApiCall& call);
ApiReply fireFlow(const ApiCall& call);
ApiReply undeployFlow(const ApiCall& call);
ApiReply setFlowLogLevel(const ApiCall& call);

/// The bytes of a zip with `?name=<file name>`, or from the owner `{"path": "<absolute path of a bundle>"}`.
ApiReply deployBundle(const ApiCall& call);

ApiReply listLogs(const ApiCall& call);
/// With `?trace=true` each step has `before` and `after`, for those who may read what messages contain.
ApiReply showLog(const ApiCall& call);
ApiReply showLogAttachment(const ApiCall& call);
/// Needs a filter, or `?all=true`.
ApiReply deleteLogs(const ApiCall& call);
ApiReply deleteLog(const ApiCall& call);

ApiReply listStubCalls(const ApiCall& call);
ApiReply deleteStubCalls(const ApiCall& call);

/// Why inbound calls were let through or refused, newest first: `limit` (1 to 1000, else 20), `refused=true`.
ApiReply listDecisions(const ApiCall& call);
ApiReply showDecision(const ApiCall& call);

// Security. What is absent in the body of a PUT or POST stays as it is, or has its default.

ApiReply listUsers(const ApiCall& call);
/// `password`, `groups`, `roles`.
ApiReply saveUser(const ApiCall& call);
ApiReply deleteUser(const ApiCall& call);
ApiReply listGroups(const ApiCall& call);
/// `roles`.
ApiReply saveGroup(const ApiCall& call);
ApiReply deleteGroup(const ApiCall& call);
ApiReply listRoles(const ApiCall& call);
/// `description`.
ApiReply saveRole(const ApiCall& call);
ApiReply deleteRole(const ApiCall& call);

ApiReply listMappings(const ApiCall& call);
/// `user`, `certificate` (PEM, base64 of PEM or DER); a certificate that is mapped already gets the new user.
ApiReply addMapping(const ApiCall& call);
/// `user`, `certificate` or both.
ApiReply changeMapping(const ApiCall& call);
ApiReply deleteMapping(const ApiCall& call);

/// With their keys, without secrets.
ApiReply listInstances(const ApiCall& call);
/// `plan` (`integration-flow` or `api`), `roles`, `grantTypes`, `redirectUris`, `tokenLifetimeSeconds`.
ApiReply saveInstance(const ApiCall& call);
ApiReply deleteInstance(const ApiCall& call);
/// `name`, `type` (`client_secret`, `certificate`, `certificate_external`), `certificate`, `pinned`, `validityDays`,
/// `keyLength`. The answer's `document` is the service key, with a secret or private key that is told only now.
ApiReply createKey(const ApiCall& call);
ApiReply deleteKey(const ApiCall& call);

ApiReply listOAuthClients(const ApiCall& call);
/// `id` (made up when absent), `name`, `secret` (made up for a new client), `tokenLifetimeSeconds`.
ApiReply saveOAuthClient(const ApiCall& call);
ApiReply deleteOAuthClient(const ApiCall& call);

}  // namespace iflowsim
