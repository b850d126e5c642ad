#include "runtime/script/hosted_script.h"

#include <algorithm>

#include "runtime/base/log.h"
#include "runtime/base/text.h"
#include "runtime/message/run.h"
#include "runtime/script/value_codec.h"

namespace iflowsim::script {

namespace {

constexpr const char* kScriptException = "javax.script.ScriptException";
constexpr std::chrono::milliseconds kCompileTime{120'000};
constexpr std::uint8_t kDoesNotCompile = 2;

/// ERROR, as the host sends it.
struct HostFailure {
  std::uint8_t reason;
  FlowError error;
  int line;
};

/// Up to the changes, which are read from what is left.
HostFailure readFailure(WireIn& in, const ScopePtr& scope) {
  const std::uint8_t reason = in.u8();
  (void)in.text();
  FlowError error = readError(in, scope);
  (void)in.text();
  const auto line = static_cast<int>(in.u32());
  (void)in.text();
  return {reason, std::move(error), line};
}

WireError unexpected(const std::string& question) {
  return WireError("the script host gave another answer than was asked for (" + question + ")");
}

/// `column 25` in the text of Groovy's compiler; 0 when there is none.
int columnIn(std::string_view text) {
  constexpr std::string_view kWord = ", column ";
  const auto at = text.find(kWord);
  if (at == std::string_view::npos) return 0;
  int column = 0;
  for (const char digit : text.substr(at + kWord.size())) {
    if (digit < '0' || digit > '9') break;
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

std::uint8_t languageNumber(ScriptLanguage language) {
  return language == ScriptLanguage::Groovy ? 1 : 2;
}

}  // namespace

HostedBundle::~HostedBundle() {
  if (number_ == 0) return;
  try {
    pool_->tell(generation_, Kind::Forget, std::move(WireOut().u64(number_)));
  } catch (const std::exception& error) {
    log::warn("A bundle of scripts could not be forgotten", {{"reason", error.what()}});
  }
}

std::uint64_t HostedBundle::numberIn(HostConnection& connection) {
  const std::lock_guard lock(mutex_);
  if (generation_ == connection.generation()) return number_;
  WireOut out;
  out.text(bundle_.id).text(bundle_.id).text("").count(bundle_.resources.size());
  for (const auto& [path, content] : bundle_.resources) out.text(path).text(*content);
  const Frame frame = connection.ask(Kind::Bundle, out, kCompileTime);
  WireIn in(frame.payload);
  if (frame.kind == Kind::Error) throw WireError(readFailure(in, nullptr).error.message());
  if (frame.kind != Kind::BundleOk) throw unexpected("bundle");
  number_ = in.u64();
  generation_ = connection.generation();
  return number_;
}

HostedScript::HostedScript(ScriptHost& host, std::shared_ptr<HostedBundle> bundle, ScriptEntry entry,
                           ScriptCaller caller)
    : host_(host), bundle_(std::move(bundle)), entry_(std::move(entry)), caller_(std::move(caller)) {}

void HostedScript::prepare() {
  Lease lease(*host_.pool());
  try {
    (void)numberIn(*lease);
  } catch (const CompileFailure& failure) {
    problem_ = ScriptProblem{failure.line, columnIn(failure.error.message()),
                             complaintIn(failure.error.message(), failure.line)};
    compile_error_ = std::make_shared<const FlowError>(failure.error);
  }
  lease.giveBack();
}

std::uint64_t HostedScript::numberIn(HostConnection& connection) const {
  const std::lock_guard lock(mutex_);
  if (compiled_.generation == connection.generation()) return compiled_.number;
  WireOut out;
  out.u64(bundle_->numberIn(connection)).text(entry_.file).u8(languageNumber(entry_.language)).u32(0);
  const Frame frame = connection.ask(Kind::Compile, out, kCompileTime);
  WireIn in(frame.payload);
  if (frame.kind == Kind::Error) {
    HostFailure failure = readFailure(in, nullptr);
    throw CompileFailure{std::move(failure.error), failure.line};
  }
  if (frame.kind != Kind::Compiled) throw unexpected("compile");
  compiled_ = {connection.generation(), in.u64()};
  return compiled_.number;
}

std::string HostedScript::fileName() const {
  return entry_.file.substr(entry_.file.rfind('/') + 1);
}

ScopePtr HostedScript::scopeFor(Exchange& exchange, std::uint64_t generation) const {
  if (ScopePtr known = scopeOf(exchange, generation)) return known;
  auto made = std::make_shared<ScriptScope>(host_.pool(), generation, host_.nextScope());
  keepScope(exchange, made);
  return made;
}

void HostedScript::run(Exchange& exchange) const {
  if (compile_error_) throw FlowError(*compile_error_);
  for (int attempts_left = 1;; --attempts_left) {
    bool was_sent = false;
    try {
      call(exchange, was_sent);
      return;
    } catch (const CompileFailure& failure) {
      throw FlowError(failure.error);
    } catch (const std::runtime_error& gone) {
      // A process that died before it saw the message is replaced without the message's knowing.
      if (!was_sent && attempts_left > 0) continue;
      throw FlowError(kScriptException, "The process that runs scripts failed while the message " +
                                            exchange.run().identity().message_id + " was in " + fileName() + ": " +
                                            gone.what() +
                                            ". It is started again for the next message; the log has its "
                                            "last words. Send this message again.@ " +
                                            fileName());
    }
  }
}

void HostedScript::call(Exchange& exchange, bool& was_sent) const {
  Lease lease(*host_.pool());
  HostConnection& connection = *lease;
  const auto limit = static_cast<std::uint32_t>(host_.options().time_limit.count());
  const CallHead head{numberIn(connection), entry_.function, caller_.flow_id, caller_.step_id, limit};
  const ScopePtr scope = scopeFor(exchange, connection.generation());
  const SentMessage message(head, exchange, *scope);
  connection.send(Kind::Run, message.payload());
  was_sent = true;

  Pieces pieces(host_.options().body);
  AnswerContext context{scope, pieces, nullptr};
  context.bytes_of = [&](std::uint64_t handle) { return bytesOf(connection, scope, handle); };
  const Frame answer = converse(connection, message, context);
  WireIn in(answer.payload);
  if (answer.kind == Kind::Result) {
    applyChanges(in, exchange, context);
    lease.giveBack();
    return;
  }
  HostFailure failure = readFailure(in, scope);
  if (in.boolean()) applyChanges(in, exchange, context);
  if (in.boolean()) {
    host_.pool()->retire(connection.generation());
  } else {
    lease.giveBack();
  }
  throw FlowError(std::move(failure.error));
}

Body HostedScript::bytesOf(HostConnection& connection, const ScopePtr& scope, std::uint64_t handle) const {
  connection.send(Kind::Render, std::move(WireOut().u64(scope->number()).u64(handle).u8(1)));
  Pieces pieces(host_.options().body);
  for (;;) {
    const Frame frame = connection.receive(host_.options().time_limit);
    WireIn in(frame.payload);
    if (frame.kind == Kind::Piece) {
      pieces.add(in);
      continue;
    }
    if (frame.kind == Kind::Rendered) return readBody(in, {nullptr, pieces, nullptr});
    throw frame.kind == Kind::Error ? WireError(readFailure(in, nullptr).error.message()) : unexpected("render");
  }
}

Frame HostedScript::converse(HostConnection& connection, const SentMessage& message,
                             const AnswerContext& context) const {
  for (;;) {
    Frame frame;
    try {
      frame = connection.receive(host_.options().time_limit + host_.options().patience);
    } catch (const HostGone&) {
      host_.pool()->kill(connection.generation());
      throw;
    }
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
        connection.send(Kind::Chunk, std::move(WireOut().text(message.chunk(part, offset, in.u32()))));
        break;
      }
      case Kind::Call:
        answerCall(connection, frame, context.scope);
        break;
      default:
        throw unexpected("run");
    }
  }
}

void HostedScript::answerCall(HostConnection& connection, const Frame& frame, const ScopePtr& scope) const {
  WireIn in(frame.payload);
  const std::string service = in.string();
  const std::string method = in.string();
  ValueList arguments;
  for (std::uint32_t left = in.u32(); left > 0; --left) arguments.push_back(readValue(in, scope));
  WireOut out;
  try {
    writeValue(out, answer(host_.tenant(), service, method, arguments), *scope);
  } catch (const FlowError& error) {
    WireOut refusal;
    writeError(refusal, error, *scope);
    connection.send(Kind::CallError, refusal);
    return;
  }
  connection.send(Kind::CallOk, out);
}

}  // namespace iflowsim::script
