package com.iflowsim.host.call;

import com.iflowsim.host.bundle.Bundles;
import com.iflowsim.host.bundle.Script;
import com.iflowsim.host.bundle.UnknownPlace;
import com.iflowsim.host.codec.ErrorCodec;
import com.iflowsim.host.codec.ValueCodec;
import com.iflowsim.host.log.CallOutput;
import com.iflowsim.host.log.HostLog;
import com.iflowsim.host.log.Origin;
import com.iflowsim.host.message.MessageContext;
import com.iflowsim.host.scope.Scope;
import com.iflowsim.host.scope.Scopes;
import com.iflowsim.host.wire.Kind;
import com.iflowsim.host.wire.WireIn;
import com.iflowsim.host.wire.WireOut;
import com.sap.gateway.ip.core.customdev.processor.MessageImpl;
import java.io.IOException;
import java.util.TimeZone;

/** Calls scripts for the worker thread of one connection. */
public final class Runner {
  private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

  private final Bundles bundles;
  private final Scopes scopes;
  private final CallGroup group;
  private final CallGuard guard;
  private final WireOut answer = new WireOut();
  private final WireOut changed = new WireOut();

  public Runner(Bundles bundles, Scopes scopes, CallGroup group, CallGuard guard) {
    this.bundles = bundles;
    this.scopes = scopes;
    this.group = group;
    this.guard = guard;
  }

  /** One call from RUN to its answer. Throws IOException when the connection fails. */
  public void run(WireIn in, Caller caller) throws IOException {
    Call call;
    try {
      call = read(in, caller);
    } catch (UnknownPlace e) {
      answerFailure(caller, Failure.of(e), null);
      return;
    }
    long start = System.nanoTime();
    group.enter(call.context());
    Failure failure = callScript(call);
    group.leave();
    cleanUp(call);
    if (guard.isStuck()) return;
    if (failure == null) {
      answer.clear();
      caller.channel().write(Kind.RESULT, answer.append(changed).i64((System.nanoTime() - start) / 1000));
      return;
    }
    answerFailure(caller, failure, call.scope());
  }

  private Call read(WireIn in, Caller caller) throws UnknownPlace {
    Scope scope = scopes.scope(in.i64());
    Script script = bundles.script(in.i64());
    String function = in.text();
    String messageId = in.text();
    String exchangeId = in.text();
    String flowId = in.text();
    in.text();
    int logLevel = in.u8();
    int limit = in.u32();
    ValueCodec values = new ValueCodec(scope);
    CallerLink link = new CallerLink(caller.channel(), guard, values, caller.services());
    MessageImpl message = new MessageImpl(new MessageContext(exchangeId, flowId, logLevel != 0 ? scope.log() : null));
    Changes changes = new Changes(scope, link, values);
    changes.read(in, message, logLevel);
    CallOutput output = new CallOutput(new Origin(messageId, flowId, script.path()));
    return new Call(script, function == null ? "" : function, limit, message, changes, scope,
        new CallContext(Thread.currentThread(), guard, link, output));
  }

  /** Null when all went well; then the changes are written. With an error they are written as well, unless that fails. */
  private Failure callScript(Call call) {
    Throwable thrown = null;
    changed.clear();
    try {
      guard.begin(call.limit());
      MessageImpl message = call.message();
      try {
        if (call.script().call(call.function(), message) instanceof MessageImpl other) message = other;
      } catch (Throwable failed) {
        thrown = failed;
      }
      call.changes().write(changed, message, call.scope().log());
    } catch (Throwable failed) {
      changed.clear();
      if (thrown == null) thrown = failed;
    }
    boolean inTime = guard.end();
    if (!inTime) return Failure.tooLate(call.script(), call.limit());
    return thrown == null ? null : Failure.of(thrown, call.script(), call.message());
  }

  private void cleanUp(Call call) {
    CallOutput output = call.context().output();
    output.close();
    if (!TimeZone.getDefault().getID().equals(UTC.getID())) {
      TimeZone.setDefault(UTC);
      HostLog.write("warn", output.origin(), "The script set the time zone of the whole Java process; it is UTC again.");
    }
    if (group.activeCount() > 1) {
      HostLog.write("warn", output.origin(), "The script left " + (group.activeCount() - 1) + " threads running.");
    }
  }

  private void answerFailure(Caller caller, Failure failure, Scope scope) throws IOException {
    answer.clear();
    answer.u8(failure.reason()).text(failure.description());
    new ErrorCodec(scope == null ? new Scope() : scope).write(answer, failure.error());
    answer.text(failure.script()).u32(failure.line()).text(failure.stackTrace());
    boolean hasChanges = scope != null && changed.size() > 0;
    answer.bool(hasChanges);
    if (hasChanges) answer.append(changed);
    caller.channel().write(Kind.ERROR, answer.bool(false).text(failure.hint()));
  }

  private record Call(
      Script script, String function, int limit, MessageImpl message, Changes changes, Scope scope, CallContext context) {}
}
