#pragma once

#include <string>
#include <vector>

#include "lab/certs/certificate_lab.h"
#include "lab/certs/lab_endpoints.h"

namespace iflowsim {

/// What the lab's texts speak of.
struct LabSubject {
  const CertificateLab& lab;
  const std::vector<LabEndpoint>& endpoints;
  /// Where the flows answer: `https://localhost:8443`.
  std::string base_url;
};

/// Writes beside the certificates what they are for, replacing earlier texts:
///
///     certs/README.md                               the page: what each certificate should meet, and how to call
///     certs/postman/lab.postman_collection.json     one folder a certificate, one request a flow, with checks
///     certs/postman/lab.postman_environment.json    where the flows are and what calls should meet
///     certs/postman/<kind>.certificates.json        newman's list that sends that certificate
///     certs/newman.sh                               runs all of it
///
/// `MATERIAL-001` for files that cannot be written.
Result<void> writeLabFiles(const LabSubject& subject);

}  // namespace iflowsim
