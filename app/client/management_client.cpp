#include "app/client/management_client.h"

#include <array>

#include <curl/curl.h>

#include "web/management/local_access.h"

namespace iflowsim {

namespace {

constexpr long kConnectSeconds = 5;
/// Undeploying and restarting wait for messages in flight.
constexpr long kCallSeconds = 180;
constexpr std::size_t kLargestAnswer = 256U << 20U;

std::size_t takeBytes(char* bytes, std::size_t size, std::size_t count, void* target) {
  std::string& text = *static_cast<std::string*>(target);
  if (text.size() + size * count > kLargestAnswer) return 0;
  text.append(bytes, size * count);
  return size * count;
}

std::string escape(std::string_view text) {
  char* escaped = curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size()));
  const std::string result = escaped == nullptr ? std::string() : escaped;
  curl_free(escaped);
  return result;
}

std::string withQuery(std::string path, const ManagementClient::Query& query) {
  char separator = '?';
  for (const auto& [name, value] : query) {
    path += separator + escape(name) + '=' + escape(value);
    separator = '&';
  }
  return path;
}

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

bool isTrustFailure(CURLcode code) {
  return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_CONNECT_ERROR;
}

}  // namespace

class ManagementClient::Connection {
 public:
  Connection(std::string url, std::string secret, std::string authority)
      : url_(std::move(url)), secret_(std::move(secret)), authority_(std::move(authority)), handle_(curl_easy_init()) {}

  Result<nlohmann::json> call(const char* method, const std::string& target, const std::string* body);

 private:
  void prepare(const char* method, const std::string& url, const std::string* body, curl_slist* headers,
               std::string& answer);
  Result<nlohmann::json> read(const std::string& answer) const;
  tl::unexpected<Error> unreachable(CURLcode code) const;

  std::string url_;
  std::string secret_;
  std::string authority_;
  std::unique_ptr<CURL, FreeHandle> handle_;
  std::array<char, CURL_ERROR_SIZE> reason_{};
};

void ManagementClient::Connection::prepare(const char* method, const std::string& url, const std::string* body,
                                           curl_slist* headers, std::string& answer) {
  CURL* handle = handle_.get();
  curl_easy_reset(handle);
  reason_[0] = '\0';
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, reason_.data());
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, method);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, kCallSeconds);
  // The tenant's authority alone, not those of the system.
  curl_easy_setopt(handle, CURLOPT_CAINFO, authority_.c_str());
  curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &takeBytes);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer);
  if (body == nullptr) return;
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body->size()));
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body->data());
}

Result<nlohmann::json> ManagementClient::Connection::call(const char* method, const std::string& target,
                                                          const std::string* body) {
  const std::string url = url_ + target;
  std::unique_ptr<curl_slist, FreeList> headers(
      curl_slist_append(nullptr, ("Authorization: Bearer " + secret_).c_str()));
  headers.reset(curl_slist_append(headers.release(), "Content-Type: application/json"));
  headers.reset(curl_slist_append(headers.release(), "Expect:"));
  std::string answer;
  prepare(method, url, body, headers.get(), answer);
  const CURLcode code = curl_easy_perform(handle_.get());
  if (code != CURLE_OK) return unreachable(code);
  return read(answer);
}

Result<nlohmann::json> ManagementClient::Connection::read(const std::string& answer) const {
  auto json = nlohmann::json::parse(answer, nullptr, false);
  if (!json.is_object()) return failure("CLIENT-003", url_ + " answers with something that is not JSON.");
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status < 400) return json;
  const auto error = json.value("error", nlohmann::json::object());
  return failure(error.value("code", "CLIENT-003"),
                 error.value("text", url_ + " answers with status " + std::to_string(status) + '.'));
}

tl::unexpected<Error> ManagementClient::Connection::unreachable(CURLcode code) const {
  const std::string reason = reason_[0] == '\0' ? curl_easy_strerror(code) : reason_.data();
  if (isTrustFailure(code)) {
    return failure("CLIENT-002", "What answers at " + url_ + " is not the server of this tenant: " + reason +
                                     ". Check that --tenant names the folder the server was started with.");
  }
  return failure("CLIENT-001",
                 "No server answers at " + url_ + ": " + reason + ". Start it with 'iflowsim serve <tenant folder>'.");
}

ManagementClient::ManagementClient(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
ManagementClient::ManagementClient(ManagementClient&& other) noexcept = default;
ManagementClient& ManagementClient::operator=(ManagementClient&& other) noexcept = default;
ManagementClient::~ManagementClient() = default;

Result<ManagementClient> ManagementClient::open(const std::filesystem::path& tenant_folder) {
  const std::filesystem::path state = tenant_folder / ".iflowsim";
  auto url = readManagementUrl(state);
  if (!url) return tl::unexpected<Error>(url.error());
  auto secret = readSecret(state);
  if (!secret) return tl::unexpected<Error>(secret.error());
  return ManagementClient(
      std::make_unique<Connection>(std::move(*url), std::move(*secret), trustedAuthority(state).string()));
}

Result<nlohmann::json> ManagementClient::get(const std::string& path, const Query& query) {
  return connection_->call("GET", withQuery(path, query), nullptr);
}

Result<nlohmann::json> ManagementClient::post(const std::string& path, const nlohmann::json& body) {
  const std::string text = body.dump();
  return connection_->call("POST", path, &text);
}

Result<nlohmann::json> ManagementClient::put(const std::string& path, const nlohmann::json& body) {
  const std::string text = body.dump();
  return connection_->call("PUT", path, &text);
}

Result<nlohmann::json> ManagementClient::remove(const std::string& path, const Query& query) {
  return connection_->call("DELETE", withQuery(path, query), nullptr);
}

std::string ManagementClient::flowPath(const std::string& id) {
  return "/api/local/flows/" + escape(id);
}
std::string ManagementClient::logPath(const std::string& id) {
  return "/api/local/logs/" + escape(id);
}
std::string ManagementClient::securityPath(const std::vector<std::string>& parts) {
  std::string path = "/api/local/security";
  for (const std::string& part : parts) path += '/' + escape(part);
  return path;
}
std::string ManagementClient::decisionPath(const std::string& id) {
  return "/api/local/decisions/" + escape(id);
}

}  // namespace iflowsim
