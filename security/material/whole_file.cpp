#include "security/material/whole_file.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace iflowsim {

namespace {

constexpr mode_t kPrivate = 0600;
constexpr mode_t kPublic = 0644;

tl::unexpected<Error> cannot(const char* operation, const std::filesystem::path& path, const std::error_code& reason) {
  return failure("MATERIAL-001", std::string("Cannot ") + operation + " '" + path.string() + "': " + reason.message() +
                                     ". Make the folder and its files readable and writable for this user.");
}

bool writeAll(int file, const std::string& text) {
  std::size_t written = 0;
  while (written < text.size()) {
    const ssize_t count = ::write(file, text.data() + written, text.size() - written);
    if (count < 0) return false;
    written += static_cast<std::size_t>(count);
  }
  return true;
}

}  // namespace

Result<void> writeWholeFile(const std::filesystem::path& file, const std::string& text, FileReader reader,
                            FileKeeping keeping) {
  const auto fail = [&file]() { return cannot("write", file, {errno, std::generic_category()}); };
  const std::filesystem::path draft = file.string() + ".new";
  ::unlink(draft.c_str());
  const int descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                                reader == FileReader::OwnerOnly ? kPrivate : kPublic);
  if (descriptor < 0) return fail();
  const bool written = writeAll(descriptor, text) && (keeping == FileKeeping::Lazy || ::fsync(descriptor) == 0);
  if (!written) {
    const auto failed = fail();
    ::close(descriptor);
    return failed;
  }
  if (::close(descriptor) != 0 || ::rename(draft.c_str(), file.c_str()) != 0) return fail();
  return {};
}

Result<void> makePrivateFolder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  if (error) return cannot("make the folder", folder, error);
  return {};
}

}  // namespace iflowsim
