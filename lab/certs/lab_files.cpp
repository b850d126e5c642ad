#include "lab/certs/lab_files.h"

#include <filesystem>
#include <map>
#include <system_error>

#include "lab/certs/lab_page.h"
#include "lab/certs/postman_files.h"
#include "security/material/whole_file.h"

namespace iflowsim {

namespace fs = std::filesystem;

Result<void> writeLabFiles(const LabSubject& subject) {
  const fs::path certs = subject.lab.tenant / "certs";
  std::map<std::string, std::string> texts = makePostmanFiles(subject);
  texts["README.md"] = makeLabPage(subject);
  if (auto made = makePrivateFolder(certs / "postman"); !made) return made;
  for (const auto& [name, text] : texts) {
    if (auto written = writeWholeFile(certs / name, text, FileReader::Everyone, FileKeeping::Lazy); !written)
      return written;
  }
  std::error_code error;
  fs::permissions(certs / "newman.sh", fs::perms::owner_exec, fs::perm_options::add, error);
  if (error) return failure("MATERIAL-001", "Cannot make 'certs/newman.sh' executable: " + error.message() + '.');
  return {};
}

}  // namespace iflowsim
