#include "web/management/local_access.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/base/base64.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kShortestSecret = 32;

std::filesystem::path secretFile(const std::filesystem::path& state) {
  return state / "secret";
}
std::filesystem::path urlFile(const std::filesystem::path& state) {
  return state / "management.json";
}

/// A file descriptor closed at the end of the scope.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

tl::unexpected<Error> systemFailure(const char* code, const std::filesystem::path& file, const std::string& remedy) {
  return failure(code, file.string() + ": " + std::strerror(errno) + ". " + remedy);
}

/// Makes the file, never following or replacing what is there already.
Result<std::string> createSecret(const std::filesystem::path& file) {
  if (sodium_init() < 0) return failure("SECRET-001", "There is no source of random bytes on this machine.");
  std::string bytes(kSecretBytes, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  std::string secret = base64UrlEncode(bytes);
  const File made(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (made.get() < 0 || ::write(made.get(), secret.data(), secret.size()) != static_cast<ssize_t>(secret.size())) {
    return systemFailure("SECRET-001", file, "Check that the tenant folder can be written to.");
  }
  return secret;
}

}  // namespace

Result<std::string> readSecret(const std::filesystem::path& state) {
  const std::filesystem::path file = secretFile(state);
  const File opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  struct stat status {};
  if (opened.get() < 0 || ::fstat(opened.get(), &status) != 0) {
    return systemFailure("SECRET-001", file, "Start the tenant once with 'iflowsim serve', as the same user.");
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0 || status.st_uid != ::geteuid()) {
    return failure("SECRET-002", file.string() +
                                     ": other users of this machine may read or change the secret. Delete the file and "
                                     "start the server again, which makes a new one.");
  }
  std::array<char, 4096> buffer{};
  const ssize_t size = ::read(opened.get(), buffer.data(), buffer.size());
  const std::string secret(trim(std::string_view(buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0)));
  if (secret.size() < kShortestSecret) {
    return failure("SECRET-002", file.string() +
                                     ": the secret is too short to be one. Delete the file and start the server again, "
                                     "which makes a new one.");
  }
  return secret;
}

Result<std::string> openSecret(const std::filesystem::path& state) {
  std::error_code ignored;
  std::filesystem::create_directories(state, ignored);
  if (std::filesystem::exists(std::filesystem::symlink_status(secretFile(state), ignored))) return readSecret(state);
  return createSecret(secretFile(state));
}

Result<void> writeManagementUrl(const std::filesystem::path& state, const std::string& url) {
  const std::filesystem::path file = urlFile(state);
  const std::filesystem::path fresh = file.string() + ".new";
  std::ofstream(fresh) << nlohmann::json{{"url", url}}.dump() << '\n';
  std::error_code error;
  std::filesystem::rename(fresh, file, error);
  if (!error) return {};
  return failure("ADDRESS-001", file.string() + ": " + error.message() + ". Check that the folder can be written to.");
}

Result<std::string> readManagementUrl(const std::filesystem::path& state) {
  std::ifstream stream(urlFile(state));
  const auto json = nlohmann::json::parse(std::istreambuf_iterator<char>(stream), {}, nullptr, false);
  if (json.is_object() && json.contains("url") && json["url"].is_string()) return json["url"].get<std::string>();
  return failure("ADDRESS-002", urlFile(state).string() +
                                    " does not say where a server listens. Start the tenant with 'iflowsim serve', or "
                                    "name its folder with --tenant.");
}

std::filesystem::path trustedAuthority(const std::filesystem::path& state) {
  return state / "tls" / "ca.pem";
}

}  // namespace iflowsim
