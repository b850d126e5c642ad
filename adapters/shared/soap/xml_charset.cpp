#include "adapters/shared/soap/xml_charset.h"

#include <cerrno>
#include <cstdint>

#include <iconv.h>

#include "runtime/base/text.h"

namespace iflowsim::soap {

namespace {

/// Closes what it opened.
class Conversion {
 public:
  explicit Conversion(const std::string& charset) : handle_(::iconv_open("UTF-8", charset.c_str())) {}
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;
  ~Conversion() {
    if (known()) ::iconv_close(handle_);
  }

  bool known() const { return reinterpret_cast<std::intptr_t>(handle_) != -1; }

  /// False when the text is not in the charset.
  bool run(std::string_view text, std::string& result) {
    std::string input(text);
    char* from = input.data();
    std::size_t left = input.size();
    std::string chunk(64U << 10U, '\0');
    while (left > 0) {
      char* to = chunk.data();
      std::size_t room = chunk.size();
      const bool stopped = ::iconv(handle_, &from, &left, &to, &room) == static_cast<std::size_t>(-1);
      if (stopped && errno != E2BIG) return false;
      result.append(chunk.data(), chunk.size() - room);
    }
    return true;
  }

 private:
  iconv_t handle_;
};

bool isUtf8(std::string_view charset) {
  return equalsIgnoreCase(charset, "utf-8") || equalsIgnoreCase(charset, "utf8") ||
         equalsIgnoreCase(charset, "us-ascii");
}

/// Length of the XML declaration with its closing mark; 0: none.
std::size_t declarationLength(std::string_view xml) {
  if (!xml.starts_with("<?xml") || xml.size() < 6 || !trim(xml.substr(5, 1)).empty()) return 0;
  const std::size_t end = xml.find("?>");
  return end == std::string_view::npos ? 0 : end + 2;
}

bool declaresOtherThanUtf8(std::string_view declaration) {
  const std::size_t name = declaration.find("encoding");
  if (name == std::string_view::npos) return false;
  const std::size_t open = declaration.find_first_of("\"'", name);
  if (open == std::string_view::npos) return false;
  const std::size_t close = declaration.find(declaration[open], open + 1);
  return !isUtf8(declaration.substr(open + 1, close - open - 1));
}

}  // namespace

Result<std::string_view> inCharset(std::string_view xml, std::string_view charset, std::string& storage) {
  if (charset.empty()) return xml;
  if (isUtf8(charset)) {
    const std::size_t length = declarationLength(xml);
    return declaresOtherThanUtf8(xml.substr(0, length)) ? xml.substr(length) : xml;
  }
  const std::string name(charset);
  Conversion conversion(name);
  if (!conversion.known()) {
    return failure("MIME-003", "The charset '" + name + "' of the content type is unknown. Send the message in UTF-8.");
  }
  storage.clear();
  if (!conversion.run(xml, storage)) {
    return failure("MIME-003", "The message is not in the charset '" + name +
                                   "' that its content type names. Name the right one, or send it in UTF-8.");
  }
  std::string_view text = storage;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text.substr(declarationLength(text));
}

}  // namespace iflowsim::soap
