#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "runtime/base/text.h"
#include "web/management/json_forms.h"
#include "web/management/operations.h"

namespace iflowsim {

namespace {

/// What the bundle reader takes at most by default.
constexpr std::size_t kLargestUpload = 256U << 20U;

/// A folder that lives as long as an upload.
class UploadFolder {
 public:
  UploadFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "iflowsim-upload-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~UploadFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  UploadFolder(const UploadFolder&) = delete;
  UploadFolder& operator=(const UploadFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

ApiReply deployed(Result<std::vector<DeploymentInfo>> flows) {
  if (!flows) return failed(flows.error());
  nlohmann::json list = nlohmann::json::array();
  for (const DeploymentInfo& flow : *flows) list.push_back(toJson(flow));
  return {200, {{"flows", std::move(list)}}};
}

/// A name that stays inside the folder it is put into.
bool isPlainFileName(const std::string& name) {
  return name.size() > 4 && name.size() <= 200 && name.front() != '.' && name.ends_with(".zip") &&
         name.find_first_of(std::string_view("/\\\0", 3)) == std::string::npos;
}

Result<void> save(std::istream& bytes, const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::binary);
  std::string block(64U << 10U, '\0');
  std::size_t total = 0;
  while (bytes.read(block.data(), static_cast<std::streamsize>(block.size())), bytes.gcount() > 0) {
    total += static_cast<std::size_t>(bytes.gcount());
    if (total > kLargestUpload) return failure("API-413", "The bundle is larger than 256 MiB.");
    out.write(block.data(), bytes.gcount());
  }
  out.close();
  if (!out) return failure("DEPLOY-500", "The bundle cannot be stored. Check the space for temporary files.");
  return {};
}

ApiReply deployUpload(const ApiCall& call) {
  const std::string name = call.parameter("name").value_or("");
  if (!isPlainFileName(name)) {
    return failed({"API-400", "Parameter 'name' takes the file name of the bundle, such as orders.zip."});
  }
  const UploadFolder folder;
  const std::filesystem::path file = folder.path() / name;
  const auto saved = save(call.request.body, file);
  if (!saved) return failed(saved.error());
  return deployed(call.tenant.facade.deploy(file));
}

}  // namespace

ApiReply deployBundle(const ApiCall& call) {
  if (startsWithIgnoreCase(call.request.content_type, "application/zip")) return deployUpload(call);
  if (!call.caller.owner) {
    // A path would have the server read for him what he may not read himself.
    return failed({"API-403",
                   "Only the owner of the tenant may name a path. Send the zip with content type "
                   "application/zip and its file name as ?name=."});
  }
  const auto body = call.object();
  if (!body) return failed(body.error());
  const auto path = body->find("path");
  if (path == body->end() || !path->is_string()) {
    return failed({"API-400", "Send {\"path\": \"<bundle>\"}, or the zip with content type application/zip."});
  }
  const std::filesystem::path bundle = path->get<std::string>();
  if (!bundle.is_absolute()) return failed({"API-400", "'path' takes an absolute path."});
  return deployed(call.tenant.facade.deploy(bundle));
}

}  // namespace iflowsim
