#include "security/auth/inbound_testkit.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "runtime/base/base64.h"
#include "runtime/spi/flow_stopped.h"

namespace iflowsim {

namespace {

constexpr const char* kUsers = R"(users:
  - {name: alice, password: a, roles: [ESBMessaging.send]}
  - {name: bob, password: b, roles: [Invoices.send]}
  - {name: partner, roles: [Orders.send, ESBMessaging.send]}
)";

/// Making the signing key takes its time, so all tests of a run share one.
const std::filesystem::path& tokenKey() {
  static const testing::TemporaryFolder folder;
  static const std::filesystem::path file = folder.path() / "token.key";
  return file;
}

std::unique_ptr<TokenService> openTokens(const IdentityStore& identities, const Clock& clock) {
  auto opened = TokenService::open(identities, clock, {.key_file = tokenKey()});
  if (!opened) throw std::runtime_error(opened.error().text);
  return std::move(*opened);
}

}  // namespace

void FakeEndpoint::serve(HttpRequest request, const Principal& caller, const ReplySink& reply) {
  if (blocks) open.wait();
  if (stopped) throw FlowStopped(id);
  thread = std::this_thread::get_id();
  decision = request.decision;
  reply({.status = 200, .body = Body(caller.name + ' ' + request.body.text())});
}

HttpReply FakeEndpoint::tooLarge(HttpRequest /*head*/, const Principal& caller) {
  return {.status = 500, .body = Body("too large for " + caller.name)};
}

Result<void> FakeTable::add(EndpointAddress address, std::shared_ptr<HttpEndpoint> endpoint) {
  endpoints[address.path] = std::move(endpoint);
  return {};
}

std::shared_ptr<HttpEndpoint> FakeTable::find(std::string_view path) const {
  const auto found = endpoints.find(std::string(path));
  return found == endpoints.end() ? nullptr : found->second;
}

InboundTenant::InboundTenant(InboundTenantOptions options)
    : passwords(clock, {}),
      identities(clock, {.mode = options.judge.neo ? SecurityMode::Neo : SecurityMode::CloudFoundry,
                         .state = folder.path() / ".iflowsim",
                         .on_change = [this](const auto& now) { passwords.setUsers(now->basicUsers()); }}),
      tokens(openTokens(identities, clock)),
      csrf(clock, {}),
      decisions(clock, {}),
      judge({table, passwords, *tokens, identities, csrf, decisions}, std::move(options.judge)),
      chain(judge, options.chain) {
  table.endpoints["/http/orders"] = endpoint;
  write("users.yaml", kUsers);
}

void InboundTenant::write(const std::string& file, const std::string& text) {
  std::filesystem::create_directories(folder.path() / "security");
  std::ofstream(folder.path() / "security" / file) << text;
  const Diagnostics findings = identities.load(folder.path());
  if (findings.hasErrors()) throw std::runtime_error(findings.items().front().toText());
}

void InboundTenant::map(const std::string& user, const CertificatePtr& certificate) {
  const auto saved = identities.saveMapping({.user = user, .certificate = certificate}, "test");
  if (!saved) throw std::runtime_error(saved.error().text);
}

void InboundTenant::addKey(const std::string& name, const CertificatePtr& certificate, bool pinned) {
  if (!identities.current()->keys().findInstance("partners")) {
    if (!identities.saveInstance({.name = "partners"})) throw std::runtime_error("no instance");
  }
  const auto made = identities.createKey({.instance = "partners",
                                          .name = name,
                                          .type = KeyType::ExternalCertificate,
                                          .certificate = certificate,
                                          .pinned = pinned});
  if (!made) throw std::runtime_error(made.error().text);
}

HttpRequest InboundTenant::request(const std::string& authorization) {
  HttpRequest made{.method = "POST", .path = "/http/orders", .body = Body("hello"), .peer = "127.0.0.1"};
  if (!authorization.empty()) made.headers.add("Authorization", authorization);
  return made;
}

HttpRequest InboundTenant::requestWith(const CertificatePtr& certificate, CertificateVerdict verdict) {
  auto facts = std::make_shared<ConnectionFacts>();
  facts->tls_version = "TLSv1.3";
  facts->verdict = verdict;
  facts->presented = {certificate};
  if (verdict != CertificateVerdict::Accepted) facts->reason = "its root is not trusted";
  HttpRequest made = request();
  made.connection = facts;
  return made;
}

std::future<HttpReply> InboundTenant::begin(HttpRequest request) {
  auto promise = std::make_shared<std::promise<HttpReply>>();
  chain.serve(std::move(request), [promise](HttpReply reply) { promise->set_value(std::move(reply)); });
  return promise->get_future();
}

DecisionReport InboundTenant::decisionOf(const HttpReply& reply) const {
  const auto found = decisions.find(std::string(reply.headers.get("X-Iflowsim-Decision")));
  if (!found) throw std::runtime_error("the reply names no decision");
  return *found;
}

std::string InboundTenant::tokenFor(const std::string& client, const std::string& secret) {
  const std::string authorization = basic(client, secret);
  const TokenReply reply = tokens->answer({.method = "POST",
                                           .query = "grant_type=client_credentials",
                                           .authorization = authorization,
                                           .from_loopback = true});
  if (reply.status != 200) throw std::runtime_error(reply.reason);
  return "Bearer " + nlohmann::json::parse(reply.json).at("access_token").get<std::string>();
}

std::string basic(const std::string& user, const std::string& password) {
  return "Basic " + base64Encode(user + ':' + password);
}

CertificatePtr makeClient(const std::string& name, TimePoint not_before) {
  const auto made = makeCertificate({.subject = {{"C", "DE"}, {"O", "Company"}, {"CN", name}},
                                     .not_before = not_before,
                                     .not_after = not_before + std::chrono::hours(24),
                                     .extended_key_usages = {"clientAuth"}});
  if (!made) throw std::runtime_error(made.error().text);
  return Certificate::fromPem(made->certificate).value();
}

}  // namespace iflowsim
