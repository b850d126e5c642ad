#include "tests/acceptance/partner_tenant.h"

#include <fstream>

#include <gtest/gtest.h>

namespace iflowsim::testing {

namespace fs = std::filesystem;

namespace {

constexpr const char* kUsers = R"(users:
  - {name: sender, password: s, roles: [ESBMessaging.send]}
  - {name: orders, password: o, roles: [Orders.send]}
  - {name: stranger, password: x}
  - {name: partner, roles: [ESBMessaging.send, Orders.send]}
)";

constexpr const char* kSubject = "CN=partner-a, OU=Integration, O=Company Example, C=DE";
constexpr const char* kIssuer = "CN=iflowsim training intermediate, O=iflowsim";

/// A row of the channel's certificate table as it stands in a bundle.
std::string row(const std::string& subject, const std::string& issuer) {
  return "&lt;row&gt;&lt;cell id='clientCertificate.subjectDN'&gt;" + subject +
         "&lt;/cell&gt;&lt;cell id='clientCertificate.issuerDN'&gt;" + issuer + "&lt;/cell&gt;&lt;/row&gt;";
}

/// Sets the value of a channel property in the text of a model.
void setProperty(const fs::path& model, const std::string& key, const std::string& value) {
  std::ifstream in(model, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto at = text.find("<key>" + key + "</key>");
  const auto begin = text.find("<value", at);
  const auto end = text.find('\n', begin);
  if (at == std::string::npos || end == std::string::npos) throw std::runtime_error("no property " + key);
  text.replace(begin, end - begin, "<value>" + value + "</value>");
  std::ofstream(model, std::ios::binary) << text;
}

}  // namespace

PartnerTenant::PartnerTenant() {
  fs::remove_all(path() / "flows");
  fs::create_directories(path() / "flows");
  std::ofstream(path() / "security" / "users.yaml") << kUsers;
  const Outcome certs = runProgram({"certs", path().string()});
  if (certs.status != 0) throw std::runtime_error(certs.err);
  addFlow("open", {});
  addFlow("orders-in", {{"userRole", "Orders.send"}});
  addFlow("strict", {{"senderAuthType", "ClientCertificate"}, {"clientCertificates", row(kSubject, kIssuer)}});
  addFlow("guarded", {{"xsrfProtection", "1"}});
}

void PartnerTenant::addFlow(const std::string& id, const std::map<std::string, std::string>& properties) const {
  const fs::path bundle = helloNamed(id);
  edit(modelOf(bundle), "<value>name|language</value>", "<value>name|language|SSL_CLIENT_USER</value>");
  for (const auto& [key, value] : properties) setProperty(modelOf(bundle), key, value);
  fs::rename(bundle, path() / "flows" / id);
}

void PartnerTenant::addOrderStatus(const std::map<std::string, std::string>& properties) const {
  const fs::path sample = fs::path(IFLOWSIM_SOURCE_DIR) / "samples" / "hello" / "flows" / "order-status";
  const fs::path bundle = path().parent_path() / "order-status";
  fs::copy(sample, bundle, fs::copy_options::recursive);
  for (const auto& [key, value] : properties) setProperty(modelOf(bundle), key, value);
  fs::rename(bundle, path() / "flows" / "order-status");
}

void PartnerTenant::admit(bool neo, const std::string& certificate, bool pinned) const {
  const std::string file = client(certificate, ".crt").string();
  if (neo) return expect({"mapping", "add", "--user", "partner", file});
  expect({"instance", "set", "partners", "--role", "ESBMessaging.send", "--role", "Orders.send"});
  std::vector<std::string> words{"key",           "create", "partners", certificate, "--type", "certificate_external",
                                 "--certificate", file};
  if (!pinned) words.emplace_back("--unpinned");
  expect(words);
}

std::string failedStep(const nlohmann::json& decision) {
  for (const auto& step : decision.at("steps")) {
    if (step.at("outcome") == "failed") return step.at("name");
  }
  return {};
}

fs::path PartnerTenant::client(const std::string& certificate, const std::string& extension) const {
  return path() / "certs" / "clients" / (certificate + extension);
}

HttpCall PartnerTenant::callOf(const std::string& path, const std::string& certificate) const {
  HttpCall call{.path = path};
  if (certificate.empty()) return call;
  call.certificate = client(certificate, ".pem");
  call.key = client(certificate, ".key");
  return call;
}

HttpReply PartnerTenant::call(const std::string& path, const std::string& certificate, const std::string& user) const {
  HttpCall call = callOf(path, certificate);
  call.user = user;
  return caller().send(call);
}

void PartnerTenant::expect(const std::vector<std::string>& words) const {
  const Outcome outcome = verb(words);
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
}

nlohmann::json PartnerTenant::decisionOf(const HttpReply& reply) const {
  const auto id = reply.headers.find("x-iflowsim-decision");
  if (id == reply.headers.end()) throw std::runtime_error("the reply names no decision");
  return ask({"explain", id->second});
}

}  // namespace iflowsim::testing
