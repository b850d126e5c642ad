#include "runtime/script/host_objects.h"

#include "runtime/base/flow_error.h"
#include "runtime/base/log.h"
#include "runtime/message/run.h"
#include "runtime/script/value_codec.h"

namespace iflowsim::script {

namespace {

constexpr std::uint8_t kAsText = 0;
constexpr std::uint8_t kAsBytes = 1;

FlowError unreadable(const std::string& why) {
  return {error_class::kRuntime, "An object that a script made cannot be read: " + why};
}

}  // namespace

ScopePtr HostObjects::scopeFor(Exchange& exchange, std::uint64_t generation) {
  if (ScopePtr known = scopeOf(exchange, generation)) return known;
  auto made = std::make_shared<ScriptScope>(shared_from_this(), generation, ++last_scope_);
  pool_->scopeBegins(generation);
  exchange.run().setScriptScope(made);
  return made;
}

std::string HostObjects::textOf(const ObjectId& object) {
  return render(object, kAsText, [](WireIn& in, Pieces& /*pieces*/) { return readValue(in, nullptr).toText(); });
}

std::string HostObjects::bytesOf(const ObjectId& object) {
  return render(object, kAsBytes, [](WireIn& in, Pieces& pieces) { return readBody(in, {nullptr, pieces}).text(); });
}

template <typename Read>
std::string HostObjects::render(const ObjectId& object, std::uint8_t form, const Read& read) {
  try {
    Lease lease(*pool_, object.generation);
    WireOut question;
    question.u64(object.scope).u64(object.handle).u8(form);
    Pieces pieces(options_.body);
    const Frame answer = ask(*lease, question, pieces);
    WireIn in(answer.payload);
    if (answer.kind == Kind::Rendered) {
      std::string rendered = read(in, pieces);
      lease.giveBack();
      return rendered;
    }
    (void)in.u8();
    const std::string why = in.string();
    lease.giveBack();
    throw unreadable(why);
  } catch (const std::runtime_error& gone) {
    throw unreadable(std::string(gone.what()) + '.');
  }
}

Frame HostObjects::ask(HostConnection& connection, const WireOut& question, Pieces& pieces) {
  try {
    connection.send(Kind::Render, question);
    for (;;) {
      Frame frame = connection.receive(options_.time);
      if (frame.kind == Kind::Rendered || frame.kind == Kind::Error) return frame;
      if (frame.kind != Kind::Piece) throw WireError("the script host answered RENDER with something else");
      pieces.add(WireIn(frame.payload));
    }
  } catch (const HostGone& gone) {
    if (gone.how() == HostGone::How::Silent) pool_->kill(connection, gone.what());
    throw;
  }
}

void HostObjects::release(std::uint64_t generation, std::uint64_t scope) noexcept {
  try {
    pool_->tell(generation, Kind::Release, WireOut().u64(scope).u32(0));
    pool_->scopeEnds(generation);
  } catch (const std::exception& error) {
    log::warn("Objects of scripts could not be released", {{"reason", error.what()}});
  }
}

}  // namespace iflowsim::script
