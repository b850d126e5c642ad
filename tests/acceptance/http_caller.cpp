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
  if (colon == std::string_view::npos) return size * count;
  const std::string name = toLower(line.substr(0, colon));
  const std::string_view value = trim(line.substr(colon + 1));
  std::string& kept = static_cast<HttpReply*>(target)->headers[name];
  if (name == "set-cookie") {
    kept += (kept.empty() ? "" : "; ") + std::string(value.substr(0, value.find(';')));
  } else {
    kept = value;
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
  return send({.path = path, .user = user});
}

HttpReply HttpCaller::send(const HttpCall& call) {
  CURL* curl = session_->curl;
  HttpReply reply;
  curl_easy_reset(curl);
  curl_easy_setopt(curl, CURLOPT_URL, (session_->base + call.path).c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 60L);
  if (!session_->authority.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, session_->authority.c_str());
  if (!call.user.empty()) curl_easy_setopt(curl, CURLOPT_USERPWD, call.user.c_str());
  if (!call.certificate.empty()) {
    curl_easy_setopt(curl, CURLOPT_SSLCERT, call.certificate.c_str());
    curl_easy_setopt(curl, CURLOPT_SSLKEY, call.key.c_str());
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
  }
  if (call.method != "GET") {
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, call.method.c_str());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(call.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call.body.c_str());
  }
  curl_slist* headers = nullptr;
  for (const std::string& line : call.headers) headers = curl_slist_append(headers, line.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &takeBody);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reply);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &takeHeader);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &reply);
  const CURLcode code = curl_easy_perform(curl);
  curl_slist_free_all(headers);
  if (code != CURLE_OK) reply.problem = curl_easy_strerror(code);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply.status);
  return reply;
}

}  // namespace iflowsim::testing
