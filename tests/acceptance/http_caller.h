#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace iflowsim::testing {

struct HttpReply {
  /// 0 when there was no reply; `problem` says why.
  long status = 0;
  std::string body;
  /// Names in lower case.
  std::map<std::string, std::string> headers;
  std::string problem;

  /// Of the message that the reply came from; empty when there is none.
  std::string messageId() const;
};

/// Calls a server over one kept connection, as a caller who trusts one authority. Not thread-safe.
class HttpCaller {
 public:
  /// `authority` is a PEM file; without one the caller trusts what the system trusts.
  explicit HttpCaller(std::string base, const std::filesystem::path& authority = {});
  ~HttpCaller();

  /// `user` is `name:password`; empty for a caller without credentials.
  HttpReply get(const std::string& path, const std::string& user = "caller:say-hello");

 private:
  struct Session;
  std::unique_ptr<Session> session_;
};

}  // namespace iflowsim::testing
