#pragma once

#include "web/management/api_reply.h"

/// The operations of the management surface; which call runs which stands in router.cpp.
namespace iflowsim {

ApiReply health(const ApiCall& call);

ApiReply listFlows(const ApiCall& call);
ApiReply showFlow(const ApiCall& call);
ApiReply restartFlow(const ApiCall& call);
ApiReply fireFlow(const ApiCall& call);
ApiReply undeployFlow(const ApiCall& call);
ApiReply setFlowLogLevel(const ApiCall& call);

/// `{"path": "<absolute path of a bundle>"}`, or the bytes of a zip with `?name=<file name>`.
ApiReply deployBundle(const ApiCall& call);

ApiReply listLogs(const ApiCall& call);
/// With `?trace=true` each step has `before` and `after`.
ApiReply showLog(const ApiCall& call);
ApiReply showLogAttachment(const ApiCall& call);
/// Needs a filter, or `?all=true`.
ApiReply deleteLogs(const ApiCall& call);
ApiReply deleteLog(const ApiCall& call);

ApiReply listStubCalls(const ApiCall& call);
ApiReply deleteStubCalls(const ApiCall& call);

}  // namespace iflowsim
