#include "adapters/testkit/adapter_bench.h"

#include <stdexcept>

namespace iflowsim {

namespace {

[[noreturn]] void unexpected(const std::string& what) {
  throw std::logic_error("The bench has no " + what + "; an adapter under test asked for it.");
}

class NoVariables final : public VariableStore {
  std::optional<std::string> read(const std::string&, const std::string&, TimePoint) override {
    unexpected("variables");
  }
  void write(const std::string&, const std::string&, const std::string&, TimePoint, TimePoint) override {
    unexpected("variables");
  }
  void remove(const std::string&, const std::string&) override { unexpected("variables"); }
};

class NoNumberRanges final : public NumberRangeStore {
  void define(const NumberRange&) override { unexpected("number ranges"); }
  Result<std::string> next(const std::string&) override { unexpected("number ranges"); }
  Result<std::string> nextFor(const std::string&, const std::string&) override { unexpected("number ranges"); }
};

class NoCredentials final : public CredentialStore {
  std::optional<UserCredential> userCredential(const std::string&) const override { return std::nullopt; }
};

class NoHttp final : public HttpClient {
  HttpReply call(const OutboundRequest& request) override { unexpected("answer for " + request.url); }
};

/// Replaces `${header.x}` and `${property.x}`.
class Template final : public Expression {
 public:
  explicit Template(std::string_view text) : text_(text) {}

  Value evaluate(const Exchange& exchange) const override {
    std::string result;
    std::string_view rest = text_;
    for (std::size_t begin = rest.find("${"); begin != std::string_view::npos; begin = rest.find("${")) {
      const std::size_t end = rest.find('}', begin);
      result.append(rest.substr(0, begin)).append(lookUp(rest.substr(begin + 2, end - begin - 2), exchange));
      rest.remove_prefix(end + 1);
    }
    return result.append(rest);
  }

 private:
  static std::string lookUp(std::string_view name, const Exchange& exchange) {
    if (name.starts_with("header.")) return exchange.headers().text(name.substr(7));
    if (name.starts_with("property.")) return exchange.properties().get(name.substr(9)).toText();
    unexpected("expression " + std::string(name));
  }

  std::string text_;
};

}  // namespace

class AdapterBench::Outside {
 public:
  NoVariables variables;
  NoNumberRanges number_ranges;
  Stores stores{variables, number_ranges};
  NoHttp http;
  NoCredentials credentials;
};

AdapterBench::AdapterBench(void (*register_function)(AdapterRegistry&)) : outside_(std::make_unique<Outside>()) {
  register_function(registry_);
  flow_.id = "orders";
  flow_.name = "Orders";
  flow_.bundle = "orders.zip";
  services_ = std::make_unique<Services>(Services{clock_, options_, outside_->stores, outside_->http, direct_,
                                                  endpoints_, scheduler_, outside_->credentials});
  scheduler_.setNow(clock_.now());
}

AdapterBench::~AdapterBench() = default;

Channel AdapterBench::channel(const std::string& type, Direction direction, PropertyList properties) const {
  Channel channel;
  channel.id = "MessageFlow_1";
  channel.name = "Shop";
  channel.type = type;
  channel.direction = direction;
  channel.node = "StartEvent_1";
  channel.participant = "Webshop";
  channel.place = {"orders.zip!orders.iflw", 12, 5};
  for (const auto& [key, value] : properties) channel.properties.set(key, value);
  return channel;
}

std::unique_ptr<Sender> AdapterBench::sender(const std::string& type, PropertyList properties) {
  const AdapterSpec* spec = registry_.find(type, Direction::Sender);
  if (spec == nullptr) throw std::logic_error("No sender adapter " + type + " is registered.");
  return spec->build_sender(*this, channel(type, Direction::Sender, properties));
}

std::unique_ptr<Receiver> AdapterBench::receiver(const std::string& type, PropertyList properties) {
  const AdapterSpec* spec = registry_.find(type, Direction::Receiver);
  if (spec == nullptr) throw std::logic_error("No receiver adapter " + type + " is registered.");
  return spec->build_receiver(*this, channel(type, Direction::Receiver, properties));
}

void AdapterBench::passTo(TimePoint now) {
  clock_.set(now);
  scheduler_.runUntil(now);
}

ExpressionPtr AdapterBench::expression(std::string_view, std::string_view text, const Node&) {
  return std::make_shared<Template>(text);
}

ExpressionPtr AdapterBench::expression(std::string_view, std::string_view text, const Channel&) {
  return std::make_shared<Template>(text);
}

void AdapterBench::report(Severity severity, const std::string& code, const Node& where, const std::string& message,
                          const std::string& remedy) {
  findings_.add({severity, code, where.place, where.kind, where.name, where.id, message, remedy});
}

void AdapterBench::report(Severity severity, const std::string& code, const Channel& where, const std::string& message,
                          const std::string& remedy) {
  findings_.add({severity, code, where.place, where.type + " channel", where.name, where.id, message, remedy});
}

}  // namespace iflowsim
