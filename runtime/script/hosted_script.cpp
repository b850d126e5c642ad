#include "runtime/script/hosted_script.h"

#include <algorithm>

#include "runtime/base/log.h"
#include "runtime/base/text.h"
#include "runtime/message/run.h"
#include "runtime/script/b2b_monitor.h"
#include "runtime/script/value_codec.h"

namespace iflowsim::script {

namespace {

using How = HostGone::How;

constexpr const char* kScriptException = "javax.script.ScriptException";
constexpr std::chrono::milliseconds kCompileTime{120'000};
constexpr int kTries = 3;
constexpr const char* kStartsAgain = "; it is started again for the next message";

/// The host refused to compile a script.
struct CompileFailure {
  FlowError error;
  int line = 0;
};

/// `column 25` in the text of Groovy's compiler; 0 when there is none.
int columnIn(std::string_view text) {
  constexpr std::string_view kWord = ", column ";
  constexpr int kMost = 100'000;
  const auto at = text.find(kWord);
  if (at == std::string_view::npos) return 0;
  int column = 0;
  for (const char digit : text.substr(at + kWord.size())) {
    if (digit < '0' || digit > '9' || column > kMost) break;
    column = column * 10 + (digit - '0');
  }
  return column;
}

/// The first complaint in `startup failed:\nscript__Script.groovy: 1: unable to resolve class X \n@ line 1, column 2.`
std::string complaintIn(std::string_view text, int line) {
  const std::string mark = ": " + std::to_string(line) + ": ";
  const auto at = text.find(mark);
  if (at == std::string_view::npos) return std::string(trim(text.substr(0, text.find('\n'))));
  text.remove_prefix(at + mark.size());
  return std::string(trim(text.substr(0, std::min(text.find('\n'), text.find(" @ line")))));
}

/// Tells the host which objects nobody knows any more, together with the next call.
void tellReleased(HostConnection& connection, ScriptScope& scope) {
  const auto handles = scope.takeReleased();
  if (handles.empty()) return;
  WireOut out;
  out.u64(scope.number()).count(handles.size());
  for (const std::uint64_t handle : handles) out.u64(handle);
  connection.postpone(Kind::Release, out);
}

/// The last field of an error, which hosts of the first version do not send.
std::string hintIn(WireIn& in) {
  return in.isAtEnd() ? std::string() : in.string();
}

std::uint8_t languageNumber(ScriptLanguage language) {
  // In the order of the languages in the protocol.
  return static_cast<std::uint8_t>(language) + 1;
}

}  // namespace

HostedScript::HostedScript(ScriptHost& host, std::shared_ptr<HostedBundle> bundle, ScriptEntry entry,
                           ScriptCaller caller)
    : host_(host), bundle_(std::move(bundle)), entry_(std::move(entry)), caller_(std::move(caller)) {}

std::string HostedScript::fileName() const {
  return entry_.file.substr(entry_.file.rfind('/') + 1);
}

void HostedScript::withHost(const Action& action) const {
  HostPool& pool = *host_.pool();
  Progress progress;
  for (int tries_left = kTries - 1;; --tries_left) {
    Lease lease(pool);
    try {
      auto failed = action(*lease, progress);
      if (!progress.connection_ends) lease.giveBack();
      if (failed) throw FlowError(*std::move(failed));
      return;
    } catch (const CompileFailure&) {
      lease.giveBack();
      throw;
    } catch (const HostGone& gone) {
      pool.suspect(lease->generation());
      if (gone.how() == How::Silent) {
        pool.kill(*lease, gone.what());
        throw HostGone(How::Silent, std::string(gone.what()) + " and was killed" + kStartsAgain);
      }
      if (!progress.was_sent && tries_left > 0) continue;
      throw HostGone(How::Lost, pool.fateOf(*lease));
    }
  }
}

void HostedScript::prepare() {
  try {
    withHost([this](HostConnection& connection, Progress& /*progress*/) -> std::optional<FlowError> {
      (void)numberIn(connection);
      return std::nullopt;
    });
  } catch (const CompileFailure& failure) {
    problem_ = ScriptProblem{failure.line, columnIn(failure.error.message()),
                             complaintIn(failure.error.message(), failure.line)};
    compile_error_ = std::make_shared<const FlowError>(failure.error);
  }
}

std::uint64_t HostedScript::numberIn(HostConnection& connection) const {
  return number_.in(connection.generation(), [&] { return compile(connection); });
}

std::uint64_t HostedScript::compile(HostConnection& connection) const {
  WireOut out;
  out.u64(bundle_->numberIn(connection)).text(entry_.file).u8(languageNumber(entry_.language)).u32(0);
  const Frame frame = connection.ask(Kind::Compile, out, kCompileTime);
  WireIn in(frame.payload);
  if (frame.kind == Kind::Error) {
    HostFailure failure = readFailure(in, nullptr);
    // Without changes, and without an end of the connection.
    (void)in.boolean();
    (void)in.boolean();
    throw CompileFailure{withHint(std::move(failure.error), hintIn(in)), failure.line};
  }
  if (frame.kind != Kind::Compiled) throw WireError("it answered COMPILE with something else");
  return in.u64();
}

FlowError HostedScript::lostMessage(const Exchange& exchange, const std::string& why) const {
  return {kScriptException, "The process that runs scripts failed while the message " +
                                exchange.run().identity().message_id + " was in " + fileName() + ": " + why +
                                ". Send this message again; the log of the server has more.@ " + fileName()};
}

void HostedScript::run(Exchange& exchange) const {
  if (compile_error_) throw FlowError(*compile_error_);
  try {
    withHost([&](HostConnection& connection, Progress& progress) { return call(connection, exchange, progress); });
  } catch (const CompileFailure& failure) {
    throw FlowError(failure.error);
  } catch (const HostGone& gone) {
    throw lostMessage(exchange, gone.what());
  } catch (const WireError& error) {
    log::error("The script host does not keep to the protocol", {{"reason", error.what()}});
    throw lostMessage(exchange, error.what());
  }
}

std::optional<FlowError> HostedScript::call(HostConnection& connection, Exchange& exchange, Progress& progress) const {
  const auto limit = static_cast<std::uint32_t>(host_.options().time_limit.count());
  const CallHead head{numberIn(connection), entry_.function, caller_.flow_id, caller_.step_id, limit};
  const ScopePtr scope = host_.objects()->scopeFor(exchange, connection.generation());
  WireOut& payload = connection.payload();
  const SentMessage message(payload, head, exchange, *scope);
  tellReleased(connection, *scope);
  connection.send(Kind::Run, payload);
  progress.was_sent = true;

  Pieces pieces(host_.options().body);
  const AnswerContext context{scope, pieces};
  const Frame answer = converse(connection, message, exchange, context);
  WireIn in(answer.payload);
  if (answer.kind == Kind::Result) {
    applyChanges(in, exchange, context);
    return std::nullopt;
  }
  HostFailure failure = readFailure(in, scope);
  if (in.boolean()) applyChanges(in, exchange, context);
  progress.connection_ends = in.boolean();
  if (progress.connection_ends) host_.pool()->retire(connection.generation());
  return withHint(std::move(failure.error), hintIn(in));
}

Frame HostedScript::converse(HostConnection& connection, const SentMessage& message, Exchange& exchange,
                             const AnswerContext& context) const {
  const auto limit = host_.options().time_limit;
  const auto time = limit.count() == 0 ? limit : limit + host_.options().patience;
  for (;;) {
    Frame frame = connection.receive(time);
    WireIn in(frame.payload);
    switch (frame.kind) {
      case Kind::Result:
      case Kind::Error:
        return frame;
      case Kind::Piece:
        context.pieces.add(in);
        break;
      case Kind::Fetch: {
        const std::uint32_t part = in.u32();
        const std::uint64_t offset = in.u64();
        connection.send(Kind::Chunk, WireOut().text(message.chunk(part, offset, in.u32())));
        break;
      }
      case Kind::Call:
        answerCall(connection, frame, exchange, context.scope);
        break;
      default:
        throw WireError("it answered RUN with something else");
    }
  }
}

Value HostedScript::answerTo(Exchange& exchange, std::string_view service, std::string_view method,
                             const ValueList& arguments) const {
  if (service == kSimpleLanguage) return host_.simple().answer(exchange, method, arguments);
  if (service != kB2bMonitor) return answer(host_.tenant(), service, method, arguments);
  noteMonitorEvent(exchange.run(), method, arguments);
  return {};
}

void HostedScript::answerCall(HostConnection& connection, const Frame& frame, Exchange& exchange,
                              const ScopePtr& scope) const {
  WireIn in(frame.payload);
  const std::string service = in.string();
  const std::string method = in.string();
  ValueList arguments;
  for (std::uint32_t left = in.u32(); left > 0; --left) arguments.push_back(readValue(in, scope));
  const auto refuse = [&](const FlowError& error) {
    WireOut refusal;
    writeError(refusal, error, *scope);
    connection.send(Kind::CallError, refusal);
  };
  WireOut out;
  try {
    writeValue(out, answerTo(exchange, service, method, arguments), *scope);
  } catch (const FlowError& error) {
    return refuse(error);
  } catch (const std::exception& error) {
    return refuse({"com.sap.it.api.exception.ITApiRuntimeException", service + '.' + method + ": " + error.what()});
  }
  connection.send(Kind::CallOk, out);
}

}  // namespace iflowsim::script
