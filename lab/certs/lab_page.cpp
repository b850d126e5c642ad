#include "lab/certs/lab_page.h"

#include "lab/certs/postman_files.h"
#include "runtime/base/text.h"
#include "runtime/base/utc_time.h"

namespace iflowsim {

namespace {

std::string cell(std::string_view text) {
  return replaceAll(std::string(text), "|", "\\|");
}

std::string row(std::initializer_list<std::string> cells) {
  std::string line = "|";
  for (const std::string& text : cells) line += ' ' + cell(text) + " |";
  return line + '\n';
}

std::string validity(const Certificate& certificate) {
  return formatUtc(certificate.notBefore()).substr(0, 10) + " to " + formatUtc(certificate.notAfter()).substr(0, 10);
}

std::string intro() {
  return "# The certificate lab of this tenant\n\n"
         "Made by `iflowsim certs`, for training only: whoever has this folder can call as `partner-a`. Keys are\n"
         "readable by their owner, `.gitignore` keeps the folder out of version control, and `iflowsim certs` makes "
         "it\n"
         "anew on another machine. Existing certificates are kept until `iflowsim certs --renew`.\n\n"
         "All commands are for the tenant's folder (the one above this).\n\n";
}

std::string authoritiesOf(const CertificateLab& lab) {
  std::string text =
      "## Authorities and the server\n\n"
      "The load balancer knows roots only, those in `security/trusted-cas/`. A caller sends its certificate and the\n"
      "intermediates.\n\n"
      "| file | subject | issuer | valid (UTC) | |\n|---|---|---|---|---|\n";
  const auto add = [&text](const std::string& file, const CertificatePtr& certificate, const char* role) {
    text += row({'`' + file + '`', '`' + certificate->subject() + '`', '`' + certificate->issuer() + '`',
                 validity(*certificate), role});
  };
  add("authorities/root.pem", lab.root, "trusted: a copy is `security/trusted-cas/iflowsim-training-root.pem`");
  add("authorities/intermediate.pem", lab.intermediate, "sent by the callers");
  add("authorities/other-root.pem", lab.other_root, "not in the list of trusted roots");
  add("server/server.pem", lab.server,
      "for a server at localhost, 127.0.0.1 and ::1; the tenant serves with the certificate of its own authority, "
      "`.iflowsim/tls/ca.pem`, unless told otherwise");
  return text + '\n';
}

std::string clientsOf(const CertificateLab& lab) {
  std::string text =
      "## Client certificates\n\n"
      "Each has four files in `clients/`: `.pem` as it is sent (certificate, then intermediate), `.crt` the "
      "certificate\n"
      "alone for uploads (mapping, channel, service key), `.key` its private key, and `.p12` all of it for browsers,\n"
      "Postman and Java, with the password `" +
      std::string(kTrainingPassword) +
      "`. Those that fail differ from `good` in one thing only.\n\n"
      "| name | what it is | should meet | subject | issuer | valid (UTC) |\n|---|---|---|---|---|---|\n";
  for (const LabClient& client : lab.clients) {
    const Certificate& certificate = *client.certificate;
    text += row({'`' + client.kind->name + '`',
                 client.kind->what +
                     (client.stale ? " **(no longer at the tenant's time: run `iflowsim certs --renew`)**" : ""),
                 client.kind->meets, '`' + certificate.subject() + '`', '`' + certificate.issuer() + '`',
                 validity(certificate)});
  }
  return text + '\n';
}

std::string curl(const std::string& client, const std::string& url) {
  return "curl --cacert .iflowsim/tls/ca.pem --cert certs/clients/" + client + ".pem --key certs/clients/" + client +
         ".key " + url + '\n';
}

std::string meetsInWords(const LabExpectation& expected) {
  if (expected.meets == "in") return expected.depends_on_tenant ? "let in, once it is mapped" : "let in";
  if (expected.meets == "alert") return "TLS alert";
  return expected.meets + (expected.depends_on_tenant ? ", as long as it is nobody's" : "");
}

std::string callsOf(const LabSubject& subject) {
  if (subject.endpoints.empty()) {
    return "## Calls\n\nThe tenant has no flow with an HTTPS sender yet. Run `iflowsim certs` again when it has one, "
           "and "
           "the calls are listed here.\n";
  }
  std::string text = "## Calls\n\n";
  for (const LabEndpoint& endpoint : subject.endpoints) {
    const bool by_certificate = endpoint.access.kind == AccessRule::Kind::ClientCertificate;
    text += "### " + endpoint.flow + ": " +
            (by_certificate ? std::string("Client Certificate") : "User Role `" + endpoint.access.role + '`') +
            (endpoint.access.csrf_protected ? ", CSRF protected" : "") + "\n\n```sh\n";
    for (const LabClient& client : subject.lab.clients) {
      text += "# " + client.kind->name + ": " + meetsInWords(expect(client, endpoint)) + '\n' +
              curl(client.kind->name, subject.base_url + endpoint.path);
    }
    text += "```\n\n";
  }
  return text + "`iflowsim explain --last` says why a call met what it met.\n";
}

std::string postmanOf() {
  return "\n## Postman and newman\n\n"
         "Postman: import `postman/lab.postman_collection.json` and `postman/lab.postman_environment.json`; under\n"
         "Settings, Certificates add `.iflowsim/tls/ca.pem` as CA certificate and, for the host and port of the "
         "tenant, a\n"
         "client certificate: CRT file `clients/good.pem`, KEY file `clients/good.key` (or PFX file "
         "`clients/good.p12`).\n"
         "Postman keeps one certificate a host: exchange it to call as another client, and run the folder of its "
         "name.\n\n"
         "newman takes the certificate as an argument:\n\n"
         "```sh\n"
         "newman run certs/postman/lab.postman_collection.json --environment "
         "certs/postman/lab.postman_environment.json --folder good --ssl-client-cert-list "
         "certs/postman/good.certificates.json --ssl-extra-ca-certs .iflowsim/tls/ca.pem\n"
         "certs/newman.sh\n"
         "```\n\n"
         "The second runs every folder with its certificate; newman counts a handshake that is refused as an error, "
         "which the\n"
         "script takes as what should happen. What calls by User Role should meet stands in the\n"
         "environment (`in`, `401`, `403`): `good` let in, the others nobody's. Change it as you add mappings and "
         "keys.\n";
}

std::string opensslOf(const LabSubject& subject) {
  std::string address = subject.base_url;
  if (const auto slashes = address.find("//"); slashes != std::string::npos) address = address.substr(slashes + 2);
  return "\n## Looking closer\n\n"
         "```sh\n"
         "openssl x509 -in certs/clients/good.crt -noout -subject -issuer -dates -ext extendedKeyUsage\n"
         "openssl verify -CAfile certs/authorities/root.pem -untrusted certs/authorities/intermediate.pem "
         "certs/clients/good.crt\n"
         "openssl s_client -connect " +
         address +
         " -CAfile .iflowsim/tls/ca.pem -cert certs/clients/good.crt -key certs/clients/good.key -cert_chain "
         "certs/clients/good.pem </dev/null\n"
         "```\n";
}

}  // namespace

std::string makeLabPage(const LabSubject& subject) {
  return intro() + authoritiesOf(subject.lab) + clientsOf(subject.lab) + callsOf(subject) + postmanOf() +
         opensslOf(subject);
}

}  // namespace iflowsim
