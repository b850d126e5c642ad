#include "tests/acceptance/http_caller.h"

#include <string_view>
#include <utility>

#include <curl/curl.h>

#include "runtime/base/text.h"

namespace iflowsim::testing {

namespace {

std::size_t takeBody(char* bytes, std::size_t size, std::size_t count, void* target) {
  static_cast<HttpReply*>(target)->body.append(bytes, size * count);
  return size * count;
}

std::size_t takeHeader(char* bytes, std::size_t size, std::size_t count, void* target) {
  const std::string_view line(bytes, size * count);
  const auto colon = line.find(':');
  if (colon != std::string_view::npos) {
    static_cast<HttpReply*>(target)->headers[toLower(std::string(line.substr(0, colon)))] =
        std::string(trim(line.substr(colon + 1)));
  }
  return size * count;
}

}  // namespace

std::string HttpReply::messageId() const {
  const auto found = headers.find("sap_messageprocessinglogid");
  return found == headers.end() ? std::string() : found->second;
}

struct HttpCaller::Session {
  std::string base;
  std::string authority;
  CURL* curl = curl_easy_init();
};

HttpCaller::HttpCaller(std::string base, const std::filesystem::path& authority)
    : session_(new Session{.base = std::move(base), .authority = authority.string()}) {}

HttpCaller::~HttpCaller() {
  curl_easy_cleanup(session_->curl);
}

HttpReply HttpCaller::get(const std::string& path, const std::string& user) {
  CURL* curl = session_->curl;
  HttpReply reply;
  curl_easy_reset(curl);
  curl_easy_setopt(curl, CURLOPT_URL, (session_->base + path).c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 60L);
  if (!session_->authority.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, session_->authority.c_str());
  if (!user.empty()) curl_easy_setopt(curl, CURLOPT_USERPWD, user.c_str());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &takeBody);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reply);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &takeHeader);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &reply);
  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK) reply.problem = curl_easy_strerror(code);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply.status);
  return reply;
}

}  // namespace iflowsim::testing
