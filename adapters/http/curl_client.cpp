#include "adapters/http/curl_client.h"

#include <mutex>
#include <stdexcept>
#include <system_error>
#include <vector>

#include <curl/curl.h>

#include "adapters/http/curl_error.h"
#include "adapters/shared/http_url.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// libcurl 7.88 loses its list of cookie files at a reset and a clean-up.
void freeCookieFiles(CURL* handle) {
  curl_easy_setopt(handle, CURLOPT_COOKIEFILE, nullptr);
}

struct CloseHandle {
  void operator()(CURL* handle) const {
    freeCookieFiles(handle);
    curl_easy_cleanup(handle);
  }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, CloseHandle>;
using List = std::unique_ptr<curl_slist, FreeList>;

/// A reply while it arrives.
struct Arrival {
  HttpReply reply;
  BodyBuilder body;
  std::size_t limit = 0;
  bool too_large = false;
  /// Why the body could not be kept.
  std::string spool_error = {};
};

void append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  // The head moves only when the list was empty.
  if (!list) list.reset(longer);
}

/// A status line begins a reply; an earlier one (100 Continue) is forgotten.
void beginReply(std::string_view line, HttpReply& reply) {
  reply.headers = {};
  const std::size_t blank = line.find(' ');
  const std::size_t reason = blank == std::string_view::npos ? blank : line.find(' ', blank + 1);
  reply.reason = reason == std::string_view::npos ? std::string() : std::string(trim(line.substr(reason)));
}

std::size_t takeHeader(char* data, std::size_t size, std::size_t count, void* target) {
  auto& arrival = *static_cast<Arrival*>(target);
  const std::string_view line = trim({data, size * count});
  const std::size_t colon = line.find(':');
  if (line.starts_with("HTTP/")) {
    beginReply(line, arrival.reply);
  } else if (colon != std::string_view::npos) {
    arrival.reply.headers.add(std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1))));
  }
  return size * count;
}

std::size_t takeBody(char* data, std::size_t size, std::size_t count, void* target) {
  auto& arrival = *static_cast<Arrival*>(target);
  if (size * count > arrival.limit - arrival.body.size()) {
    arrival.too_large = true;
    return 0;
  }
  try {
    arrival.body.append({data, size * count});
  } catch (const std::system_error& error) {
    // libcurl is C: nothing may be thrown through it.
    arrival.spool_error = error.what();
    return 0;
  }
  return size * count;
}

List requestHeaders(const OutboundRequest& request) {
  List list;
  for (const auto& [name, value] : request.headers) {
    // Without a value libcurl would take the header out; a semicolon sends it empty.
    append(list, value.empty() ? name + ';' : name + ": " + value);
  }
  // Headers that libcurl would add and the product does not; decoding stays on without asking for it.
  for (const char* own : {"Expect", "Content-Type", "Accept", "Accept-Encoding"}) {
    if (request.headers.find(own) == nullptr) append(list, std::string(own) + ':');
  }
  return list;
}

void setMethod(CURL* handle, const OutboundRequest& request) {
  if (request.method == "HEAD") {
    curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    return;
  }
  if (request.send_body) {
    const std::string_view body = request.body.view();
    curl_easy_setopt(handle, CURLOPT_POST, 1L);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    // Never null: libcurl would then ask a callback for the bytes.
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body.empty() ? "" : body.data());
  } else {
    curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
  }
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

/// Cookies survive a reset of the handle and belong to another caller.
void setCookies(CURL* handle, const CookieJar* jar) {
  curl_easy_setopt(handle, CURLOPT_COOKIELIST, "ALL");
  if (jar == nullptr) return;
  curl_easy_setopt(handle, CURLOPT_COOKIEFILE, "");
  for (const std::string& line : jar->lines) curl_easy_setopt(handle, CURLOPT_COOKIELIST, line.c_str());
}

void takeCookies(CURL* handle, CookieJar* jar) {
  if (jar == nullptr) return;
  curl_slist* first = nullptr;
  if (curl_easy_getinfo(handle, CURLINFO_COOKIELIST, &first) != CURLE_OK) return;
  const List list(first);
  jar->lines.clear();
  for (const curl_slist* line = list.get(); line != nullptr; line = line->next) jar->lines.emplace_back(line->data);
}

void setConnection(CURL* handle, const OutboundRequest& request, const CurlClient::Options& options) {
  curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  // An empty text keeps libcurl from reading the environment.
  curl_easy_setopt(handle, CURLOPT_PROXY, options.proxy.c_str());
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.timeout.count()));
  curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
  if (!options.ca_bundle.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, options.ca_bundle.c_str());
}

void setArrival(CURL* handle, Arrival& arrival) {
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &takeHeader);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &arrival);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &takeBody);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &arrival);
}

std::string peerOf(CURL* handle) {
  const char* address = nullptr;
  long port = 0;
  curl_easy_getinfo(handle, CURLINFO_PRIMARY_IP, &address);
  curl_easy_getinfo(handle, CURLINFO_PRIMARY_PORT, &port);
  return address == nullptr || *address == '\0' ? std::string() : std::string(address) + ':' + std::to_string(port);
}

/// An unpacked body is no longer what these lines say.
void dropEncoding(HttpReply& reply) {
  if (reply.headers.find("Content-Encoding") == nullptr) return;
  reply.headers.remove("Content-Encoding");
  reply.headers.remove("Content-Length");
}

void refuseUnfinished(const OutboundRequest& request) {
  if (request.missing_authentication.empty()) return;
  throw FlowError("java.lang.UnsupportedOperationException",
                  "Channel '" + request.site.channel_name + "' in flow '" + request.site.flow_id +
                      "' asks for authentication '" + request.missing_authentication +
                      "', which is not carried out, so " + request.url +
                      " is not called. Answer it with a stub, or set the channel to None or Basic.");
}

void throwIfNotKept(const Arrival& arrival, const OutboundRequest& request) {
  const std::string call = request.method + ' ' + request.url;
  if (arrival.too_large) {
    throw FlowError("java.io.IOException", "The reply of " + call + " is larger than " + std::to_string(arrival.limit) +
                                               " bytes. Ask for less, or raise the limit of the tenant.");
  }
  if (!arrival.spool_error.empty()) {
    throw FlowError("java.io.IOException", "The reply of " + call + " cannot be kept: " + arrival.spool_error);
  }
}

}  // namespace

/// Handles at rest, the last used first: its connection is the warmest.
class CurlClient::Pool {
 public:
  explicit Pool(std::size_t capacity) : capacity_(capacity) {}

  Handle take() {
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        Handle handle = std::move(idle_.back());
        idle_.pop_back();
        return handle;
      }
    }
    Handle handle(curl_easy_init());
    if (!handle) throw std::bad_alloc();
    return handle;
  }

  void giveBack(Handle handle) {
    freeCookieFiles(handle.get());
    curl_easy_reset(handle.get());
    const std::scoped_lock lock(mutex_);
    if (idle_.size() < capacity_) idle_.push_back(std::move(handle));
  }

 private:
  std::size_t capacity_;
  std::mutex mutex_;
  std::vector<Handle> idle_;
};

CurlClient::CurlClient(Options options)
    : options_(std::move(options)), pool_(std::make_unique<Pool>(options_.max_idle)) {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl cannot be initialised.");
}

CurlClient::~CurlClient() {
  pool_.reset();
  curl_global_cleanup();
}

HttpReply CurlClient::call(const OutboundRequest& request) {
  refuseUnfinished(request);
  Handle handle = pool_->take();
  Arrival arrival{.body = BodyBuilder(options_.body), .limit = options_.max_response_bytes};
  std::string words(CURL_ERROR_SIZE, '\0');
  const List headers = requestHeaders(request);
  curl_easy_setopt(handle.get(), CURLOPT_ERRORBUFFER, words.data());
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  setConnection(handle.get(), request, options_);
  setMethod(handle.get(), request);
  setCookies(handle.get(), request.cookies);
  setArrival(handle.get(), arrival);

  const CURLcode code = curl_easy_perform(handle.get());
  throwIfNotKept(arrival, request);
  if (code != CURLE_OK) {
    const std::string said = *words.c_str() == '\0' ? curl_easy_strerror(code) : words.c_str();
    throw toFlowError({.code = code, .text = said, .peer = peerOf(handle.get())}, request);
  }
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  arrival.reply.status = static_cast<int>(status);
  takeCookies(handle.get(), request.cookies);
  pool_->giveBack(std::move(handle));
  dropEncoding(arrival.reply);
  arrival.reply.body = arrival.body.finish();
  return std::move(arrival.reply);
}

}  // namespace iflowsim
