#include "lab/certs/postman_files.h"

#include <nlohmann/json.hpp>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

using Json = nlohmann::ordered_json;

std::string variableOf(const LabClient& client, const LabEndpoint& endpoint) {
  return client.kind->name + ' ' + endpoint.flow;
}

/// JavaScript text in single quotes; the names put in have none of their own.
std::string literal(std::string_view text) {
  return '\'' + replaceAll(replaceAll(std::string(text), "\\", "\\\\"), "'", "\\'") + '\'';
}

Json test(std::vector<std::string> lines) {
  return Json::array({{{"listen", "test"}, {"script", {{"type", "text/javascript"}, {"exec", std::move(lines)}}}}});
}

Json get(const std::string& path) {
  Json parts = Json::array();
  for (const std::string_view part : split(std::string_view(path).substr(1), '/')) parts.push_back(std::string(part));
  return {{"method", "GET"},
          {"url", {{"raw", "{{base}}" + path}, {"host", Json::array({"{{base}}"})}, {"path", std::move(parts)}}}};
}

/// The handshake fails before there is a request to check, so a request without a certificate carries the call.
Json refusedItem(const LabEndpoint& endpoint) {
  return {{"name", endpoint.flow + " (refused in the handshake)"},
          {"event", test({"pm.sendRequest(pm.environment.get('base') + " + literal(endpoint.path) + ", (error) => {",
                          "  pm.test('the handshake fails', () => pm.expect(error).to.be.ok);", "});"})},
          {"request", get("/")}};
}

Json answeredItem(const LabClient& client, const LabEndpoint& endpoint) {
  const LabExpectation expected = expect(client, endpoint);
  const std::string source = expected.depends_on_tenant
                                 ? "pm.environment.get(" + literal(variableOf(client, endpoint)) + ')'
                                 : literal(expected.meets);
  return {{"name", endpoint.flow},
          {"event", test({"const expected = " + source + ";",
                          "const met = [401, 403, 404].includes(pm.response.code) ? String(pm.response.code) : 'in';",
                          "pm.test(`meets ${expected}`, () => pm.expect(met).to.equal(expected));"})},
          {"request", get(endpoint.path)}};
}

Json folderOf(const LabClient& client, const LabSubject& subject) {
  Json items = Json::array();
  for (const LabEndpoint& endpoint : subject.endpoints) {
    items.push_back(client.kind->fate == ClientFate::Refused ? refusedItem(endpoint) : answeredItem(client, endpoint));
  }
  return {{"name", client.kind->name}, {"description", client.kind->what}, {"item", std::move(items)}};
}

Json collectionOf(const LabSubject& subject) {
  Json folders = Json::array();
  for (const LabClient& client : subject.lab.clients) folders.push_back(folderOf(client, subject));
  return {{"info",
           {{"name", "Certificate lab"},
            {"description",
             "One folder a client certificate. Which certificate is sent is a setting of Postman and an "
             "argument of newman; certs/README.md says how."},
            {"schema", "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}}},
          {"item", std::move(folders)}};
}

Json environmentOf(const LabSubject& subject) {
  Json values = Json::array({{{"key", "base"}, {"value", subject.base_url}, {"enabled", true}}});
  for (const LabClient& client : subject.lab.clients) {
    for (const LabEndpoint& endpoint : subject.endpoints) {
      const LabExpectation expected = expect(client, endpoint);
      if (!expected.depends_on_tenant) continue;
      values.push_back({{"key", variableOf(client, endpoint)}, {"value", expected.meets}, {"enabled", true}});
    }
  }
  return {{"name", "Certificate lab"}, {"values", std::move(values)}, {"_postman_variable_scope", "environment"}};
}

/// Only calls of flows carry the certificate. Host and port are any: the tenant may listen anywhere.
Json certificateListOf(const ClientKind& kind) {
  const std::string stem = "certs/clients/" + kind.name;
  return Json::array({{{"name", kind.name},
                       {"matches", Json::array({"https://localhost:*/http/*", "https://127.0.0.1:*/http/*"})},
                       {"key", {{"src", stem + ".key"}}},
                       {"cert", {{"src", stem + ".pem"}}}}});
}

std::string namesOf(const LabSubject& subject, bool refused) {
  std::string names;
  for (const LabClient& client : subject.lab.clients) {
    if ((client.kind->fate == ClientFate::Refused) == refused) names += ' ' + client.kind->name;
  }
  return names;
}

/// newman counts a refused handshake as an error of its own, whatever the checks say; there the alert decides.
std::string scriptOf(const LabSubject& subject) {
  return "#!/bin/sh\n"
         "# Calls every flow with every certificate of the lab. Taken from the environment: NEWMAN, the program; "
         "BASE,\n"
         "# where the flows answer; CA, what to trust the server by.\n"
         "cd \"$(dirname \"$0\")/..\" || exit 1\n"
         "failed=0\n"
         "run() {\n"
         "  \"${NEWMAN:-newman}\" run certs/postman/lab.postman_collection.json \\\n"
         "    --environment certs/postman/lab.postman_environment.json --env-var \"base=${BASE:-" +
         subject.base_url +
         "}\" \\\n"
         "    --folder \"$1\" --ssl-client-cert-list \"certs/postman/$1.certificates.json\" \\\n"
         "    --ssl-extra-ca-certs \"${CA:-.iflowsim/tls/ca.pem}\" --color off\n"
         "}\n"
         "for client in" +
         namesOf(subject, false) +
         "; do\n"
         "  run \"$client\" || failed=1\n"
         "done\n"
         "for client in" +
         namesOf(subject, true) +
         "; do\n"
         "  output=$(run \"$client\")\n"
         "  printf '%s\\n' \"$output\"\n"
         "  case $output in\n"
         "    *AssertionError*) failed=1 ;;\n"
         "    *\" alert \"*) printf '%s: refused in the handshake, as it should be\\n' \"$client\" ;;\n"
         "    *) failed=1 ;;\n"
         "  esac\n"
         "done\n"
         "exit $failed\n";
}

std::string textOf(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

LabExpectation expect(const LabClient& client, const LabEndpoint& endpoint) {
  const bool by_certificate = endpoint.access.kind == AccessRule::Kind::ClientCertificate;
  switch (client.kind->fate) {
    case ClientFate::Refused:
      return {.meets = "alert"};
    case ClientFate::Dropped:
      return {.meets = by_certificate ? "403" : "401"};
    case ClientFate::Accepted:
      break;
  }
  if (by_certificate) return {.meets = hasRowFor(endpoint.access, *client.certificate) ? "in" : "403"};
  return {.meets = client.kind->name == "good" ? "in" : "401", .depends_on_tenant = true};
}

std::map<std::string, std::string> makePostmanFiles(const LabSubject& subject) {
  std::map<std::string, std::string> files{
      {"postman/lab.postman_collection.json", textOf(collectionOf(subject))},
      {"postman/lab.postman_environment.json", textOf(environmentOf(subject))},
      {"newman.sh", scriptOf(subject)},
  };
  for (const LabClient& client : subject.lab.clients) {
    files["postman/" + client.kind->name + ".certificates.json"] = textOf(certificateListOf(*client.kind));
  }
  return files;
}

}  // namespace iflowsim
