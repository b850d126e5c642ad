#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace iflowsim::testing {

struct HttpReply {
  /// 0 when there was no reply; `problem` says why.
  long status = 0;
  std::string body;
  /// Names in lower case; of several lines with one name the last, but `set-cookie` has all, each up to its `;`, as a
  /// caller sends them back.
  std::map<std::string, std::string> headers;
  std::string problem;

  /// Of the message that the reply came from; empty when there is none.
  std::string messageId() const;
};

/// What a call is like that is no plain GET.
struct HttpCall {
  std::string method = "GET";
  std::string path;
  /// `name:password`; empty for a caller without.
  std::string user;
  /// `Name: value`.
  std::vector<std::string> headers;
  std::string body;
  /// PEM files of a client certificate with its chain, and of its key; empty: none.
  std::filesystem::path certificate;
  std::filesystem::path key;
};

/// Calls a server over one kept connection, as a caller who trusts one authority. Not thread-safe.
class HttpCaller {
 public:
  /// `authority` is a PEM file; without one the caller trusts what the system trusts.
  explicit HttpCaller(std::string base, const std::filesystem::path& authority = {});
  ~HttpCaller();

  /// `user` is `name:password`; empty for a caller without credentials.
  HttpReply get(const std::string& path, const std::string& user = "caller:say-hello");
  /// Over a connection of its own when it has a certificate.
  HttpReply send(const HttpCall& call);

 private:
  struct Session;
  std::unique_ptr<Session> session_;
};

}  // namespace iflowsim::testing
