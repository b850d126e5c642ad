#pragma once

#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "app/client/management_client.h"
#include "security/material/certificate_authority.h"
#include "tests/support/temporary_folder.h"
#include "web/management/local_access.h"
#include "web/management/management_server.h"
#include "web/management/management_testkit.h"

namespace iflowsim {

/// A tenant folder with a running management side.
struct RunningTenant {
  RunningTenant() {
    const auto secret = openSecret(state);
    const auto authority = CertificateAuthority::open(state / "tls", clock);
    server.emplace(
        ManagementServer::Options{
            .certificate_chain = authority->serverChain(), .private_key = authority->serverKey(), .secret = *secret},
        managed.tenant());
    const auto started = server->start();
    EXPECT_TRUE(started) << (started ? "" : started.error().text);
    EXPECT_TRUE(writeManagementUrl(state, url()));
  }
  std::string url() const { return "https://127.0.0.1:" + std::to_string(server->port()); }
  ManagementClient client() const { return *ManagementClient::open(folder.path()); }

  SystemClock clock;
  testing::TemporaryFolder folder;
  std::filesystem::path state = folder.path() / ".iflowsim";
  ManagedFixture managed;
  std::optional<ManagementServer> server;
};

}  // namespace iflowsim
