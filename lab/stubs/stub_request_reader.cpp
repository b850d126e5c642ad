#include <nlohmann/json.hpp>

#include "lab/stubs/matcher_reader.h"
#include "lab/stubs/regular_expression.h"
#include "lab/stubs/stub_mapping.h"
#include "runtime/base/base64.h"
#include "runtime/base/text.h"

namespace iflowsim {

using nlohmann::json;

namespace {

const StubKeys kRequestKeys{
    .where = "a request",
    .known = {"method", "url", "urlPath", "urlPattern", "urlPathPattern", "urlPathTemplate", "queryParameters",
              "headers", "cookies", "basicAuthCredentials", "basicAuth", "bodyPatterns", "host", "port", "scheme"},
    .refused = {"formParameters", "pathParameters", "multipartPatterns", "clientIp", "customMatcher"},
    .without_effect = {}};

class RequestReader {
 public:
  RequestReader(const json& request, RequestPattern& pattern, StubProblems& problems)
      : request_(request), pattern_(pattern), problems_(problems) {}

  bool read() {
    good_ = checkStubKeys(request_, kRequestKeys, problems_);
    if (!request_.is_object()) return false;
    readMethod();
    readUrl();
    readNamed("headers", &StubRequest::headers);
    readNamed("queryParameters", &StubRequest::queryParameters);
    readNamed("cookies", &StubRequest::cookies);
    readCredentials("basicAuthCredentials");
    readCredentials("basicAuth");
    readBody();
    readPeer();
    return good_;
  }

 private:
  void wrong(const std::string& key, const std::string& message, const std::string& remedy) {
    problems_.wrongValue(key, message, remedy);
    good_ = false;
  }

  /// The text of that key; null when absent or, with a problem, no text.
  const std::string* text(const std::string& key) {
    const auto found = request_.find(key);
    if (found == request_.end()) return nullptr;
    if (!found->is_string()) wrong(key, "the value of '" + key + "' is no text.", "Put it in quotes.");
    return found->get_ptr<const std::string*>();
  }

  void readMethod() {
    const std::string* method = text("method");
    if (method == nullptr || *method == "ANY") return;
    pattern_.require(
        [wanted = *method](const StubRequest& request) { return equalsIgnoreCase(request.method(), wanted); });
  }

  void readUrl() {
    using Part = const std::string& (StubRequest::*)() const;
    const auto equal = [this](const char* key, Part part) {
      if (const std::string* wanted = text(key)) {
        pattern_.require([wanted = *wanted, part](const StubRequest& request) { return (request.*part)() == wanted; });
      }
    };
    const auto match = [this](const char* key, Part part, bool is_template) {
      const std::string* wanted = text(key);
      if (wanted == nullptr) return;
      Result<RegularExpression> expression =
          RegularExpression::compile(is_template ? templatePattern(*wanted) : *wanted);
      if (expression) {
        pattern_.require([expression = *expression, part](const StubRequest& request) {
          return expression.matches((request.*part)());
        });
        return;
      }
      problems_.wrongExpression(key, "'" + *wanted + "' is no regular expression: " + expression.error().text + '.');
      good_ = false;
    };
    equal("url", &StubRequest::url);
    equal("urlPath", &StubRequest::path);
    match("urlPattern", &StubRequest::url, false);
    match("urlPathPattern", &StubRequest::path, false);
    match("urlPathTemplate", &StubRequest::path, true);
  }

  /// `/orders/{id}` as a regular expression.
  static std::string templatePattern(const std::string& text) {
    std::string pattern;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const std::size_t close = text[i] == '{' ? text.find('}', i) : std::string::npos;
      if (close != std::string::npos) {
        pattern += "[^/]+";
        i = close;
      } else {
        pattern += std::string("\\Q") + text[i] + "\\E";
      }
    }
    return pattern;
  }

  void readNamed(const std::string& key, std::vector<std::string> (StubRequest::*values)(std::string_view) const) {
    const auto found = request_.find(key);
    if (found == request_.end()) return;
    if (!found->is_object())
      return wrong(key, "'" + key + "' is no object.", "Write {\"name\": {\"equalTo\": \"...\"}}.");
    for (const auto& [name, matcher] : found->items()) {
      const ValueMatcherPtr compiled = readMatcher(matcher, name, problems_);
      if (compiled) {
        pattern_.require([name = name, compiled, values](const StubRequest& request) {
          return anyMatches(*compiled, (request.*values)(name));
        });
      } else {
        good_ = false;
      }
    }
  }

  void readCredentials(const std::string& key) {
    const auto found = request_.find(key);
    if (found == request_.end()) return;
    if (!found->is_object() || !found->value("username", json()).is_string() ||
        !found->value("password", json()).is_string()) {
      return wrong(key, "'" + key + "' has no user name and password.",
                   "Write {\"username\": ..., \"password\": ...}.");
    }
    const std::string wanted = "Basic " + base64Encode(found->at("username").get<std::string>() + ':' +
                                                       found->at("password").get<std::string>());
    pattern_.require(
        [wanted](const StubRequest& request) { return request.request().headers.get("Authorization") == wanted; });
  }

  void readBody() {
    const auto found = request_.find("bodyPatterns");
    if (found == request_.end()) return;
    if (!found->is_array())
      return wrong("bodyPatterns", "bodyPatterns is no list.", "Write [{\"contains\": \"...\"}].");
    for (const json& matcher : *found) {
      const ValueMatcherPtr compiled = readMatcher(matcher, "bodyPatterns", problems_);
      if (!compiled) {
        good_ = false;
        continue;
      }
      pattern_.require([compiled](const StubRequest& request) {
        const Body& body = request.request().body;
        return compiled->matches(body.size() == 0 ? std::nullopt : std::optional(body.view()));
      });
    }
  }

  void readPeer() {
    if (const auto host = request_.find("host"); host != request_.end()) {
      const ValueMatcherPtr compiled = readMatcher(*host, "host", problems_);
      good_ = good_ && compiled != nullptr;
      if (compiled)
        pattern_.require([compiled](const StubRequest& request) { return compiled->matches(request.host()); });
    }
    if (const std::string* scheme = text("scheme")) {
      pattern_.require(
          [wanted = *scheme](const StubRequest& request) { return equalsIgnoreCase(request.scheme(), wanted); });
    }
    const auto port = request_.find("port");
    if (port == request_.end()) return;
    if (!port->is_number_integer()) return wrong("port", "the port is no number.", "Write it without quotes.");
    pattern_.require([wanted = port->get<int>()](const StubRequest& request) { return request.port() == wanted; });
  }

  const json& request_;
  RequestPattern& pattern_;
  StubProblems& problems_;
  bool good_ = true;
};

}  // namespace

bool readStubRequest(const json& request, RequestPattern& pattern, StubProblems& problems) {
  return RequestReader(request, pattern, problems).read();
}

}  // namespace iflowsim
