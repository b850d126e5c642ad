#include "security/front/request_parser.h"

#include <algorithm>
#include <array>
#include <limits>

// An assertion of Boost 1.74 fails on an empty chunked body that comes in small pieces; the code behind it copes.
#define BOOST_DISABLE_ASSERTS
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "runtime/base/text.h"
#include "security/front/forwarding_headers.h"

namespace iflowsim {

namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using Text = boost::beast::string_view;

/// Lines of a usual request with those that the front adds.
constexpr std::size_t kUsualHeaders = 16;

std::string_view toView(Text text) {
  return {text.data(), text.size()};
}
std::string toString(Text text) {
  return {text.data(), text.size()};
}

/// By byte: blanks, and what would end a host or begin a user, a path or a list for a second reader.
constexpr std::array<bool, 256> kNotInHost = [] {
  std::array<bool, 256> found{};
  for (const char c : std::string_view(" \t,/\\@?#\"<>^`{|}")) found[static_cast<unsigned char>(c)] = true;
  return found;
}();

/// A host and an optional port.
bool isHost(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return kNotInHost[static_cast<unsigned char>(c)]; });
}

/// Whether a version that is not ours is the only fault of the request line.
bool namesOtherVersion(std::string_view head) {
  const std::string_view line = head.substr(0, head.find('\n'));
  const std::size_t target = line.find(' ');
  const std::size_t version = line.find(' ', target + 1);
  if (target == std::string_view::npos || version == std::string_view::npos || !line.ends_with('\r')) return false;
  return line.substr(version + 1).starts_with("HTTP/");
}

Rejection rejectionOf(const error_code& error) {
  if (error == http::error::header_limit) return {431, "The request head is too large. Send fewer or shorter headers."};
  if (error == http::error::bad_version) return {505, "The HTTP version is not supported. Send HTTP/1.1."};
  if (error == http::error::bad_content_length || error == http::error::bad_transfer_encoding) {
    return {400,
            "The length of the request body is not clear. Send one Content-Length, or 'Transfer-Encoding: chunked', "
            "not both."};
  }
  return {400, "The request is malformed (" + error.message() + "). Send HTTP/1.1 as RFC 9112 defines it."};
}

/// What the request read so far amounts to, and the limits it is read under.
struct Reading {
  const std::size_t head_bytes;
  const std::size_t header_count;
  HttpRequest request;
  std::string_view part;
  Rejection rejection;
  std::string expectation;
  std::size_t head_read = 0;
  bool http10 = false;
  bool chunked = false;
  bool believes_forwarding = false;
};

/// Beast's parser, writing straight into our request; each request takes a fresh one.
class Reader final : public http::basic_parser<true> {
 public:
  explicit Reader(Reading& reading) : reading_(reading) {
    header_limit(static_cast<std::uint32_t>(std::min<std::size_t>(reading.head_bytes, 1U << 30U)));
    // Ours to enforce; none at all would refuse every body here, by a slip in Boost 1.74.
    body_limit(std::numeric_limits<std::uint64_t>::max());
  }

  std::string_view input;
  bool refused = false;
  std::size_t hosts = 0;

 private:
  void on_request_impl(http::verb, Text method, Text target, int version, error_code& error) override;
  void on_response_impl(int, Text, int, error_code&) override {}
  void on_field_impl(http::field field, Text name, Text value, error_code& error) override;
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(Text body, error_code&) override {
    reading_.part = toView(body);
    return body.size();
  }
  void on_chunk_header_impl(std::uint64_t, Text, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text body, error_code& error) override {
    return on_body_impl(body, error);
  }
  void on_finish_impl(error_code&) override {}

  void refuse(Rejection rejection, error_code& error) {
    reading_.rejection = std::move(rejection);
    refused = true;
    error = http::error::bad_value;
  }
  bool isFolded(Text name, Text value) const;
  bool takeTarget(std::string_view target);
  void checkField(http::field field, std::string_view value, error_code& error);

  Reading& reading_;
  std::size_t fields_ = 0;
};

void Reader::on_request_impl(http::verb, Text method, Text target, int version, error_code& error) {
  reading_.http10 = version == 10;
  reading_.request.method = toString(method);
  if (!takeTarget(toView(target))) {
    refuse({400, "The request target is not a path. Send '/path?query'."}, error);
  }
}

/// Origin form, absolute form (its host counts, RFC 9112 3.2.2) or the asterisk of OPTIONS.
bool Reader::takeTarget(std::string_view target) {
  HttpRequest& request = reading_.request;
  if (startsWithIgnoreCase(target, "http://") || startsWithIgnoreCase(target, "https://")) {
    target.remove_prefix(target.find("//") + 2);
    const std::size_t slash = std::min(target.find_first_of("/?"), target.size());
    request.host = std::string(target.substr(0, slash));
    if (request.host.empty() || !isHost(request.host)) return false;
    target.remove_prefix(slash);
    if (target.empty()) target = "/";
  } else if (target == "*") {
    request.path = std::string(target);
    return request.method == "OPTIONS";
  }
  if (target.front() != '/' || target.find('#') != std::string_view::npos) return false;
  const std::size_t mark = target.find('?');
  request.path = std::string(target.substr(0, mark));
  request.has_query = mark != std::string_view::npos;
  if (request.has_query) request.query = std::string(target.substr(mark + 1));
  return true;
}

/// Beast joins folded lines, partly in a buffer of its own; a value that is folded either lies there or has a line end
/// between its name and itself.
bool Reader::isFolded(Text name, Text value) const {
  const char* name_end = name.data() + name.size();
  if (value.data() < input.data() || value.data() > input.data() + input.size()) return true;
  return std::find(name_end, value.data(), '\n') != value.data();
}

void Reader::on_field_impl(http::field field, Text name, Text value, error_code& error) {
  if (++fields_ > reading_.header_count) {
    return refuse(
        {431, "The request has too many headers. Send at most " + std::to_string(reading_.header_count) + "."}, error);
  }
  if (isFolded(name, value)) {
    return refuse({400, "Header '" + toString(name) + "' is folded over lines. Send it on one line."}, error);
  }
  // Fields of a trailer are dropped: nothing after the body may change what the head said.
  if (is_header_done()) return;
  checkField(field, toView(value), error);
  const Forwarding forwarding = forwardingKind(toView(name));
  if (forwarding == Forwarding::Never || (forwarding == Forwarding::FromProxy && !reading_.believes_forwarding)) return;
  if (!error) reading_.request.headers.add(toString(name), toString(value));
}

void Reader::checkField(http::field field, std::string_view value, error_code& error) {
  switch (field) {
    case http::field::host:
      if (++hosts > 1 || !isHost(value)) {
        return refuse({400, "The Host header is not usable. Send it once, as 'name' or 'name:port'."}, error);
      }
      if (reading_.request.host.empty()) reading_.request.host = value;
      return;
    case http::field::transfer_encoding:
      if (!equalsIgnoreCase(value, "chunked")) {
        return refuse({501, "The transfer encoding is not supported. Send 'chunked' or a Content-Length."}, error);
      }
      if (reading_.http10) {
        return refuse({400, "HTTP/1.0 has no transfer encodings. Send HTTP/1.1 or a Content-Length."}, error);
      }
      reading_.chunked = true;
      return;
    case http::field::expect:
      reading_.expectation = value;
      return;
    default:
      return;
  }
}

}  // namespace

class RequestParser::Grammar {
 public:
  Grammar(std::size_t head_bytes, std::size_t header_count) : reading{head_bytes, header_count} {}

  void begin();
  Step feed(std::string_view& input);

  Reading reading;
  std::optional<Reader> reader;

 private:
  Step feedHead(std::string_view& input);
  Step reject(Rejection rejection);
  Step finishHead();
};

void RequestParser::Grammar::begin() {
  reader.emplace(reading);
  reading.request = HttpRequest{};
  reading.request.headers.reserve(kUsualHeaders);
  reading.expectation.clear();
  reading.head_read = 0;
  reading.http10 = false;
  reading.chunked = false;
}

RequestParser::Step RequestParser::Grammar::reject(Rejection rejection) {
  reading.rejection = std::move(rejection);
  return Step::Malformed;
}

RequestParser::Step RequestParser::Grammar::finishHead() {
  if (reader->hosts == 0 && !reading.http10) return reject({400, "The Host header is missing. Send one."});
  return Step::Head;
}

RequestParser::Step RequestParser::Grammar::feedHead(std::string_view& input) {
  error_code error;
  const std::string_view given = input;
  reader->input = given;
  const std::size_t used = reader->put({input.data(), input.size()}, error);
  input.remove_prefix(used);
  reading.head_read += used;
  if (reader->refused) return Step::Malformed;
  const std::size_t unread = error ? input.size() : 0;
  if (error == http::error::header_limit || reading.head_read + unread > reading.head_bytes) {
    if (reading.request.method.empty()) {
      return reject({414, "The request target is too long. Shorten the path or the query."});
    }
    return reject(rejectionOf(http::error::header_limit));
  }
  if (error && error != http::error::need_more) {
    if (error == http::error::bad_version && !namesOtherVersion(given)) error = http::error::bad_target;
    return reject(rejectionOf(error));
  }
  return reader->is_header_done() ? finishHead() : Step::NeedMore;
}

RequestParser::Step RequestParser::Grammar::feed(std::string_view& input) {
  reading.part = {};
  if (input.empty() && !reader->is_done()) return Step::NeedMore;
  if (!reader->is_header_done()) return feedHead(input);
  while (!reader->is_done()) {
    error_code error;
    reader->input = input;
    const std::size_t used = reader->put({input.data(), input.size()}, error);
    input.remove_prefix(used);
    if (reader->refused) return Step::Malformed;
    if (error && error != http::error::need_more) return reject(rejectionOf(error));
    if (!reading.part.empty()) return Step::BodyPart;
    // What is left is a chunk's size line or the trailer; neither has a reason to be long.
    if (error && input.size() > reading.head_bytes) return reject(rejectionOf(http::error::bad_chunk));
    if (error || (input.empty() && !reader->is_done())) return Step::NeedMore;
  }
  return Step::Complete;
}

RequestParser::RequestParser(std::size_t head_bytes, std::size_t header_count)
    : grammar_(std::make_unique<Grammar>(head_bytes, header_count)) {
  begin();
}

RequestParser::~RequestParser() = default;

void RequestParser::believeForwarding(bool believe) {
  grammar_->reading.believes_forwarding = believe;
}
void RequestParser::begin() {
  grammar_->begin();
}
RequestParser::Step RequestParser::feed(std::string_view& input) {
  return grammar_->feed(input);
}
HttpRequest& RequestParser::request() {
  return grammar_->reading.request;
}
std::string_view RequestParser::bodyPart() const {
  return grammar_->reading.part;
}
const Rejection& RequestParser::rejection() const {
  return grammar_->reading.rejection;
}
bool RequestParser::keepAlive() const {
  return grammar_->reader->keep_alive();
}
bool RequestParser::isHttp10() const {
  return grammar_->reading.http10;
}
bool RequestParser::announcesBody() const {
  return grammar_->reading.chunked || contentLength().has_value();
}
std::string_view RequestParser::expectation() const {
  return grammar_->reading.expectation;
}

std::optional<std::uint64_t> RequestParser::contentLength() const {
  const auto length = grammar_->reader->content_length();
  return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

}  // namespace iflowsim
