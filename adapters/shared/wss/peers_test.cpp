#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>

#include <Poco/Pipe.h>
#include <Poco/PipeStream.h>
#include <Poco/Process.h>
#include <Poco/StreamCopier.h>
#include <gtest/gtest.h>

#include "adapters/shared/wss/wss_testkit.h"
#include "runtime/base/text.h"
#include "tests/support/temporary_folder.h"

/// What partners' programs sign and encrypt is opened here, and the other way round.
namespace iflowsim {
namespace {

using namespace wss;
namespace fs = std::filesystem;

constexpr const char* kJars = "/usr/share/java/";

struct Output {
  int status = -1;
  std::string text;
};

Output run(const std::string& program, const std::vector<std::string>& arguments) {
  Poco::Pipe pipe;
  Output output;
  const Poco::ProcessHandle process = Poco::Process::launch(program, arguments, nullptr, &pipe, &pipe);
  Poco::PipeInputStream stream(pipe);
  Poco::StreamCopier::copyToString(stream, output.text);
  output.status = process.wait();
  return output;
}

std::string readFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

using Texts = std::map<std::string, std::string>;

Texts filesOf(const fs::path& folder, const std::string& kind) {
  Texts texts;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == kind) texts[entry.path().stem().string()] = readFile(entry.path());
  }
  return texts;
}

/// Alice and the tenant now, as the peers go by the time of the machine.
struct PartnersNow {
  PartnersNow() {
    partners.clock.set(SystemClock().now());
    const TimePoint now = partners.clock.now();
    alice = makeKeyPair({.name = "alice", .now = now});
    tenant = makeKeyPair({.name = "tenant", .now = now});
    partners.alice.addKeyPair("alice", alice);
    partners.alice.addCertificate("tenant", tenant.certificates);
    partners.tenant.addKeyPair("tenant", tenant);
    partners.tenant.addCertificate("alice", alice.certificates);
  }

  std::string protect(const WssProtection& protection) const {
    return protectMessage(orderEnvelope(), protection, partners.alice, partners.clock);
  }

  Partners partners;
  KeyPair alice;
  KeyPair tenant;
};

/// A peer that opens what it is given, and makes messages of its own.
class Peer {
 public:
  void give(const std::string& name, const std::string& message) { folder_.write("open/" + name + ".xml", message); }

  void run(const std::string& program, std::vector<std::string> arguments) {
    folder_.write("alice.key", now.alice.private_key);
    folder_.write("alice.pem", now.alice.certificates);
    folder_.write("tenant.key", now.tenant.private_key);
    folder_.write("tenant.pem", now.tenant.certificates);
    folder_.write("plain.xml", orderEnvelope());
    fs::create_directory(folder_.path() / "make");
    arguments.push_back(folder_.path().string());
    output = iflowsim::run(program, arguments);
    made = filesOf(folder_.path() / "make", ".xml");
    found = filesOf(folder_.path() / "open", ".txt");
    // The peer's time stamps are younger than the clock was.
    now.partners.clock.set(SystemClock().now());
  }

  PartnersNow now;
  Output output;
  Texts made;
  Texts found;

 private:
  testing::TemporaryFolder folder_;
};

constexpr const char* kPython = "/usr/bin/python3";

std::string whyNoZeep() {
  const bool present = fs::exists(kPython) && run(kPython, {"-c", "import xmlsec, zeep"}).status == 0;
  return present ? "" : "the Debian packages python3-zeep and python3-xmlsec are absent; ./test installs them";
}

const Peer& zeep() {
  static const std::unique_ptr<Peer> kPeer = [] {
    auto peer = std::make_unique<Peer>();
    WssProtection protection = signedBy();
    peer->give("sha1", peer->now.protect(protection));
    protection.algorithm = SignatureAlgorithm::Sha256;
    peer->give("sha256", peer->now.protect(protection));
    protection.algorithm = SignatureAlgorithm::Sha512;
    const std::string message = peer->now.protect(protection);
    peer->give("sha512", message);
    peer->give("changed", replaced(message, "Tea &amp;", "Tee &amp;"));
    peer->run(kPython, {IFLOWSIM_SOURCE_DIR "/adapters/shared/wss/peers/zeep_peer.py"});
    return peer;
  }();
  return *kPeer;
}

TEST(ZeepPeer, VerifiesWhatIsSignedHere) {
  if (const std::string why = whyNoZeep(); !why.empty()) GTEST_SKIP() << why;

  const Texts expected = {{"sha1", "verified"}, {"sha256", "verified"}, {"sha512", "verified"}, {"changed", "refused"}};

  EXPECT_EQ(zeep().found, expected) << zeep().output.text;
}

TEST(ZeepPeer, SignsWhatIsOpenedHere) {
  if (const std::string why = whyNoZeep(); !why.empty()) GTEST_SKIP() << why;

  EXPECT_EQ(zeep().made.size(), 6U) << zeep().output.text;
  for (const auto& [name, message] : zeep().made) {
    const std::string found = opened(message, zeep().now.partners);
    const std::string of_changed = opened(replaced(message, "Tea &amp;", "Tee &amp;"), zeep().now.partners);

    EXPECT_TRUE(found.starts_with("signer: CN=alice, O=Example & Co, C=DE; payload: <o:order")) << name << ' ' << found;
    EXPECT_TRUE(of_changed.starts_with("Client: WS-Security: the signature does not hold")) << name << of_changed;
  }
}

std::string classPath() {
  std::vector<std::string> jars;
  for (const char* jar : {"wss4j", "xmlsec", "commons-logging", "slf4j-api", "slf4j-nop"}) {
    jars.push_back(std::string(kJars) + jar + ".jar");
  }
  return join(jars, ":");
}

std::string whyNoWss4j() {
  const std::string path = classPath();
  for (const std::string_view jar : split(path, ':')) {
    if (!fs::exists(jar)) return std::string(jar) + " is absent; ./test installs libwss4j-java";
  }
  const bool compiles = fs::exists("/usr/bin/java") &&
                        run("/usr/bin/java", {"--list-modules"}).text.find("jdk.compiler@") != std::string::npos;
  return compiles ? "" : "no Java that runs a source file; ./test installs default-jdk-headless";
}

const Peer& wss4j() {
  static const std::unique_ptr<Peer> kPeer = [] {
    auto peer = std::make_unique<Peer>();
    WssProtection protection = signedBy();
    for (const auto& [name, algorithm] :
         {std::pair{"sha1", SignatureAlgorithm::Sha1}, std::pair{"sha256", SignatureAlgorithm::Sha256},
          std::pair{"sha512", SignatureAlgorithm::Sha512}}) {
      protection.algorithm = algorithm;
      peer->give(name, peer->now.protect(protection));
    }
    peer->give("changed", replaced(peer->now.protect(protection), "Tea &amp;", "Tee &amp;"));
    protection.encryption_alias = "tenant";
    for (const std::string& suite : algorithmSuites()) {
      protection.suite = suite;
      peer->give(suite, peer->now.protect(protection));
    }
    protection.encrypt_before_signing = true;
    peer->give("encrypted_then_signed", peer->now.protect(protection));
    for (const bool hashed : {false, true}) {
      const WssProtection user{.user = "me", .password = "any", .hashed_password = hashed};
      peer->give(hashed ? "hashed" : "plain", peer->now.protect(user));
    }
    peer->run("/usr/bin/java", {"-cp", classPath(), IFLOWSIM_SOURCE_DIR "/adapters/shared/wss/peers/Wss4jPeer.java"});
    return peer;
  }();
  return *kPeer;
}

// P-WSS-006
TEST(Wss4jPeer, OpensWhatIsProtectedHere) {
  if (const std::string why = whyNoWss4j(); !why.empty()) GTEST_SKIP() << why;

  const std::string payload = "Tea & \xC3\xA4";
  const std::string is_signed = "signed Body; signed Timestamp; signer CN=alice,O=Example & Co,C=DE; time stamp; ";
  Texts expected = {{"sha1", is_signed + payload},
                    {"sha256", is_signed + payload},
                    {"sha512", is_signed + payload},
                    {"changed", "refused: The signature or decryption was invalid"},
                    {"encrypted_then_signed", "encrypted; " + is_signed + payload},
                    {"plain", "time stamp; user; " + payload},
                    {"hashed", "time stamp; user; " + payload}};
  for (const std::string& suite : algorithmSuites()) expected[suite] = "encrypted; " + is_signed + payload;

  EXPECT_EQ(wss4j().found, expected) << wss4j().output.text;
}

TEST(Wss4jPeer, ProtectsWhatIsOpenedHere) {
  if (const std::string why = whyNoWss4j(); !why.empty()) GTEST_SKIP() << why;

  EXPECT_EQ(wss4j().made.size(), 22U) << wss4j().output.text;
  for (const auto& [name, message] : wss4j().made) {
    const std::string found = opened(message, wss4j().now.partners, {.encryption = name.starts_with("encrypt_")});

    EXPECT_TRUE(found.starts_with("signer: CN=alice, O=Example & Co, C=DE; payload: <o:order"))
        << name << ' ' << found << message;
  }
}

}  // namespace
}  // namespace iflowsim
