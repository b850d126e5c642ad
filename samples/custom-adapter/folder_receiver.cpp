// The receiver writes each message into a file.
#include <filesystem>
#include <fstream>

#include "runtime/spi/adapter.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

void registerFolderReceiver(AdapterRegistry& registry);

namespace {

namespace fs = std::filesystem;

constexpr const char* kFileError = "org.apache.camel.component.file.GenericFileOperationFailedException";

class FolderReceiver final : public Receiver {
 public:
  FolderReceiver(fs::path directory, ExpressionPtr file_name)
      : directory_(std::move(directory)), file_name_(std::move(file_name)) {}

  void call(Exchange& exchange) const override {
    const std::string name = file_name_->evaluate(exchange).toText();
    // The name may come from the message: it must not lead out of the directory.
    if (name.empty() || name.front() == '.' || name.find('/') != std::string::npos) {
      throw FlowError(kFileError, "'" + name + "' is no name for a file in " + directory_.string());
    }
    const fs::path target = directory_ / name;
    exchange.run().addStepProperty("RealDestinationUrl", "file:" + target.string());
    write(target, exchange.body().view());
  }

 private:
  /// Readers of the directory never see half a file.
  void write(const fs::path& target, std::string_view content) const {
    const fs::path part = directory_ / ('.' + target.filename().string() + ".part");
    std::ofstream file(part, std::ios::binary);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    std::error_code error;
    if (file) fs::rename(part, target, error);
    if (!file || error) throw FlowError(kFileError, "Cannot store file: " + target.string());
  }

  fs::path directory_;
  ExpressionPtr file_name_;
};

std::unique_ptr<Receiver> build(BuildContext& build, const Channel& channel) {
  const std::string& directory = channel.properties.get("directory");
  if (directory.empty()) {
    build.report(Severity::Error, "FOLDER-002", channel, "The channel names no directory.",
                 "Enter the directory that files are written to.");
    return nullptr;
  }
  const std::string& file_name = channel.properties.get("fileName");
  auto expression =
      build.expression("simple", file_name.empty() ? "${header.CamelFileName}" : std::string_view(file_name), channel);
  if (expression == nullptr) return nullptr;
  return std::make_unique<FolderReceiver>(directory, std::move(expression));
}

}  // namespace

void registerFolderReceiver(AdapterRegistry& registry) {
  AdapterSpec spec;
  spec.name = "Folder receiver";
  spec.summary = "Writes each message into a file of a directory, in place of one of the same name.";
  spec.fidelity = Fidelity::Exact;
  spec.properties = {{.name = "directory", .meaning = "Directory the files are written to", .required = true},
                     {.name = "fileName",
                      .meaning = "Name of the file; may hold ${header.x} and the like",
                      .default_value = "${header.CamelFileName}"}};
  spec.type = "Folder";
  spec.direction = Direction::Receiver;
  spec.build_receiver = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
