#include <fstream>
#include <iterator>
#include <map>

#include <nlohmann/json.hpp>

#include "lab/stubs/stub_mapping.h"
#include "runtime/base/base64.h"
#include "runtime/base/text.h"

namespace iflowsim {

using nlohmann::json;

namespace {

const StubKeys kResponseKeys{
    .where = "a response",
    .known = {"status", "statusMessage", "headers", "body", "jsonBody", "base64Body", "bodyFileName",
              "fixedDelayMilliseconds", "fault", "transformerParameters"},
    .refused = {"proxyBaseUrl", "additionalProxyRequestHeaders", "transformers", "fromConfiguredStub"},
    .without_effect = {"delayDistribution", "chunkedDribbleDelay", "proxyUrlPrefixToRemove"}};

const std::map<std::string, StubFault> kFaults{{"EMPTY_RESPONSE", StubFault::EmptyResponse},
                                               {"CONNECTION_RESET_BY_PEER", StubFault::ConnectionResetByPeer},
                                               {"MALFORMED_RESPONSE_CHUNK", StubFault::MalformedResponseChunk},
                                               {"RANDOM_DATA_THEN_CLOSE", StubFault::RandomDataThenClose}};

constexpr std::uintmax_t kMaxBodyFile = std::uintmax_t{64} << 20U;
constexpr int kMaxDelay = 600'000;

class ResponseReader {
 public:
  ResponseReader(const json& response, const std::filesystem::path& files, StubProblems& problems)
      : response_(response), files_(files), problems_(problems) {}

  bool read(StubMapping& mapping) {
    good_ = checkStubKeys(response_, kResponseKeys, problems_);
    if (!response_.is_object()) return false;
    mapping.reply.status = number("status", 200, 100, 599);
    mapping.delay = std::chrono::milliseconds(number("fixedDelayMilliseconds", 0, 0, kMaxDelay));
    if (const std::string* reason = text("statusMessage")) mapping.reply.reason = *reason;
    readHeaders(mapping.reply.headers);
    readBody(mapping.reply);
    readFault(mapping.fault);
    return good_;
  }

 private:
  void wrong(const std::string& key, const std::string& message, const std::string& remedy) {
    problems_.wrongValue(key, message, remedy);
    good_ = false;
  }

  const std::string* text(const std::string& key) {
    const auto found = response_.find(key);
    if (found == response_.end() || found->is_null()) return nullptr;
    if (!found->is_string()) wrong(key, "the value of '" + key + "' is no text.", "Put it in quotes.");
    return found->get_ptr<const std::string*>();
  }

  int number(const std::string& key, int when_absent, int minimum, int maximum) {
    const auto found = response_.find(key);
    if (found == response_.end() || found->is_null()) return when_absent;
    if (found->is_number_integer() && *found >= minimum && *found <= maximum) return found->get<int>();
    wrong(key, "the value of '" + key + "' is " + found->dump() + '.',
          "Write a number from " + std::to_string(minimum) + " to " + std::to_string(maximum) + '.');
    return when_absent;
  }

  void readHeaders(HttpHeaders& headers) {
    const auto found = response_.find("headers");
    if (found == response_.end()) return;
    if (!found->is_object()) return wrong("headers", "headers is no object.", "Write {\"name\": \"value\"}.");
    for (const auto& [name, value] : found->items()) {
      const json values = value.is_array() ? value : json::array({value});
      for (const json& item : values) {
        if (item.is_string()) {
          headers.add(name, item.get<std::string>());
        } else {
          wrong(name, "a value of header '" + name + "' is no text.", "Put it in quotes; a list repeats the header.");
        }
      }
    }
  }

  void readBody(HttpReply& reply) {
    const std::vector<std::string> kinds{"body", "jsonBody", "base64Body", "bodyFileName"};
    const auto given =
        std::count_if(kinds.begin(), kinds.end(), [this](const auto& kind) { return response_.contains(kind); });
    if (given > 1)
      return wrong("response", "the response has more than one body.", "Keep one of " + join(kinds, ", ") + '.');
    if (const std::string* body = text("body")) reply.body = Body(*body);
    if (response_.contains("jsonBody")) reply.body = Body(response_.at("jsonBody").dump());
    if (const std::string* encoded = text("base64Body")) {
      const Result<std::string> bytes = base64Decode(*encoded);
      if (!bytes) return wrong("base64Body", "base64Body is no base64.", "Encode the bytes of the body.");
      reply.body = Body(*bytes);
    }
    if (const std::string* name = text("bodyFileName")) readFile(*name, reply);
    if (reply.body.isNull()) reply.body = Body(std::string());
  }

  /// The file may not leave the folder, be it by `..` or by a link.
  void readFile(const std::string& name, HttpReply& reply) {
    const auto refuse = [&](const std::string& message, const std::string& remedy) {
      problems_.add(Severity::Error, "STUB-006", "bodyFileName", message, remedy);
      good_ = false;
    };
    std::error_code error;
    const std::filesystem::path root = std::filesystem::weakly_canonical(files_, error);
    const std::filesystem::path file = std::filesystem::weakly_canonical(files_ / name, error);
    const std::filesystem::path below = file.lexically_relative(root);
    if (below.empty() || *below.begin() == "..") {
      return refuse("body file '" + name + "' is outside of __files.",
                    "Put the file into the folder __files of the stubs.");
    }
    if (!std::filesystem::is_regular_file(file, error)) {
      return refuse("body file '" + name + "' does not exist.", "Add it to the folder __files of the stubs.");
    }
    if (std::filesystem::file_size(file, error) > kMaxBodyFile) {
      return refuse("body file '" + name + "' is larger than 64 MiB.", "Use a smaller one.");
    }
    std::ifstream stream(file, std::ios::binary);
    reply.body = Body(std::string(std::istreambuf_iterator<char>(stream), {}));
  }

  void readFault(StubFault& fault) {
    const std::string* name = text("fault");
    if (name == nullptr) return;
    const auto found = kFaults.find(*name);
    if (found != kFaults.end()) {
      fault = found->second;
      return;
    }
    std::vector<std::string> names;
    for (const auto& [known, value] : kFaults) names.push_back(known);
    wrong("fault", "fault '" + *name + "' is unknown.", "Use one of " + join(names, ", ") + '.');
  }

  const json& response_;
  const std::filesystem::path& files_;
  StubProblems& problems_;
  bool good_ = true;
};

}  // namespace

bool readStubResponse(const json& response, const std::filesystem::path& files, StubMapping& mapping,
                      StubProblems& problems) {
  return ResponseReader(response, files, problems).read(mapping);
}

}  // namespace iflowsim
