#include "runtime/message/body.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "runtime/base/flow_error.h"

namespace iflowsim {

namespace {

[[noreturn]] void throwSystemError(const char* operation) {
  throw std::system_error(errno, std::generic_category(), operation);
}

/// A file mapped for reading; the file itself is already unlinked.
class Mapping {
 public:
  Mapping(int file, std::size_t size) : size_(size) {
    data_ = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (data_ == MAP_FAILED) throwSystemError("map a spooled body");
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() { ::munmap(data_, size_); }

  std::string_view view() const { return {static_cast<const char*>(data_), size_}; }

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace

/// What copies of a body share. `once_` guards whichever form is made from the other.
class Body::Content {
 public:
  explicit Content(std::string bytes) : bytes_(std::move(bytes)), view_(bytes_) {}
  explicit Content(std::unique_ptr<Mapping> mapping) : mapping_(std::move(mapping)), view_(mapping_->view()) {}
  explicit Content(XmlDocument document) : document_(std::move(document)), made_from_document_(true) {}
  Content(std::string bytes, XmlDocument document)
      : bytes_(std::move(bytes)), view_(bytes_), document_(std::move(document)) {}
  explicit Content(std::shared_ptr<const ObjectBody> object) : object_(std::move(object)) {}

  std::string_view view() {
    if (made_from_document_) {
      std::call_once(once_, [this] {
        bytes_ = document_->serialize();
        view_ = bytes_;
      });
    }
    if (object_) askObject();
    return view_;
  }

  const XmlDocument& xml() {
    if (object_) askObject();
    if (!made_from_document_) {
      std::call_once(once_, [this] {
        if (document_) return;
        // What is no XML stays none: the error is kept, so that nothing is thrown through the flag or parsed again.
        auto parsed = XmlDocument::parse(view_);
        if (parsed) {
          document_ = std::move(*parsed);
        } else {
          parse_error_ = std::move(parsed.error().text);
        }
      });
    }
    if (!document_) throw FlowError(error_class::kXmlParse, parse_error_);
    return *document_;
  }

  const std::shared_ptr<const ObjectBody>& object() const { return object_; }

 private:
  /// An object that cannot be asked is asked again by whoever wants it next.
  void askObject() {
    const std::lock_guard lock(object_mutex_);
    if (object_asked_) return;
    bytes_ = object_->bytes();
    view_ = bytes_;
    object_asked_ = true;
  }

  std::string bytes_;
  std::unique_ptr<Mapping> mapping_;
  std::string_view view_;
  std::optional<XmlDocument> document_;
  std::string parse_error_;
  bool made_from_document_ = false;
  std::once_flag once_;
  std::shared_ptr<const ObjectBody> object_;
  std::mutex object_mutex_;
  bool object_asked_ = false;
};

Body::Body(std::string bytes) : content_(std::make_shared<Content>(std::move(bytes))) {}

Body::Body(XmlDocument document) : content_(std::make_shared<Content>(std::move(document))) {}

Body::Body(std::string bytes, XmlDocument document)
    : content_(std::make_shared<Content>(std::move(bytes), std::move(document))) {}

Body::Body(std::shared_ptr<const ObjectBody> object)
    : content_(std::make_shared<Content>(std::move(object))), kind_(BodyKind::Object) {}

Body Body::as(BodyKind kind) const {
  Body same = *this;
  same.kind_ = kind;
  return same;
}

std::shared_ptr<const ObjectBody> Body::object() const {
  return content_ ? content_->object() : nullptr;
}

std::string_view Body::view() const {
  return content_ ? content_->view() : std::string_view{};
}

const XmlDocument& Body::xml() const {
  if (!content_) throw FlowError(error_class::kXmlParse, "Premature end of file.");
  return content_->xml();
}

BodyBuilder::BodyBuilder(Options options) : options_(std::move(options)) {}

BodyBuilder::BodyBuilder(BodyBuilder&& other) noexcept
    : options_(std::move(other.options_)),
      memory_(std::move(other.memory_)),
      file_(std::exchange(other.file_, -1)),
      size_(std::exchange(other.size_, 0)) {}

BodyBuilder& BodyBuilder::operator=(BodyBuilder&& other) noexcept {
  std::swap(options_, other.options_);
  std::swap(memory_, other.memory_);
  std::swap(file_, other.file_);
  std::swap(size_, other.size_);
  return *this;
}

BodyBuilder::~BodyBuilder() {
  if (file_ >= 0) ::close(file_);
}

void BodyBuilder::append(std::string_view chunk) {
  memory_.append(chunk);
  size_ += chunk.size();
  if (size_ > options_.spool_threshold) spool();
}

void BodyBuilder::spool() {
  if (file_ < 0) {
    std::string name =
        options_.directory.empty() ? std::filesystem::temp_directory_path().string() : options_.directory;
    name += "/body-XXXXXX";
    file_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (file_ < 0) throwSystemError("create a spool file");
    ::unlink(name.c_str());
  }
  for (std::string_view rest = memory_; !rest.empty();) {
    const ssize_t written = ::write(file_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throwSystemError("write a spooled body");
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  memory_.clear();
}

Body BodyBuilder::finish() {
  const std::size_t size = std::exchange(size_, 0);
  if (file_ < 0) return Body(std::exchange(memory_, {}));
  auto mapping = std::make_unique<Mapping>(file_, size);
  ::close(std::exchange(file_, -1));
  return Body(std::make_shared<Body::Content>(std::move(mapping)));
}

}  // namespace iflowsim
