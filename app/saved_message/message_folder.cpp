#include "app/saved_message/message_folder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <system_error>

#include "app/saved_message/value_yaml.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

namespace fs = std::filesystem;

constexpr const char* kHeaders = "headers.yaml";
constexpr const char* kProperties = "properties.yaml";
constexpr const char* kMessage = "message.yaml";
constexpr const char* kAttachments = "attachments";

struct KindName {
  BodyKind kind;
  const char* name;
};
constexpr std::array kKinds{KindName{BodyKind::Stream, "stream"}, KindName{BodyKind::Text, "text"},
                            KindName{BodyKind::Bytes, "bytes"}};

struct MediaType {
  const char* extension;
  const char* type;
};
constexpr std::array kMediaTypes{MediaType{".txt", "text/plain"},        MediaType{".xml", "application/xml"},
                                 MediaType{".json", "application/json"}, MediaType{".csv", "text/csv"},
                                 MediaType{".html", "text/html"},        MediaType{".pdf", "application/pdf"},
                                 MediaType{".zip", "application/zip"},   MediaType{".png", "image/png"},
                                 MediaType{".jpg", "image/jpeg"},        MediaType{".edi", "application/edifact"}};

tl::unexpected<Error> unusable(const fs::path& place, const std::string& what) {
  return failure("MESSAGE-001", place.string() + ": " + what + " docs/scripts.md shows such a folder.");
}

tl::unexpected<Error> unreadable(const fs::path& file, const YAML::Exception& error) {
  const std::string line = error.mark.is_null() ? "" : ':' + std::to_string(error.mark.line + 1);
  return failure("MESSAGE-001",
                 file.string() + line + ": " + error.msg + ". Correct the entry; docs/scripts.md shows one.");
}

tl::unexpected<Error> unwritable(const fs::path& place, const std::string& what) {
  return failure("MESSAGE-002", "The message cannot be saved: " + place.string() + ' ' + what);
}

std::optional<std::string> contentOf(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(stream), {}};
}

bool isBody(const fs::path& file) {
  return file.filename() == "body" || file.filename().string().starts_with("body.");
}

bool isPart(const fs::path& file) {
  static const std::set<std::string> kNames = {kHeaders, kProperties, kMessage, kAttachments};
  return isBody(file) || kNames.contains(file.filename().string());
}

std::set<fs::path> entriesOf(const fs::path& folder) {
  std::set<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (!entry.path().filename().string().starts_with('.')) found.insert(entry.path());
  }
  return found;
}

/// Name to value; nothing when the file is missing.
Result<SavedMessage::Entries> readEntries(const fs::path& file) {
  SavedMessage::Entries entries;
  if (!fs::exists(file)) return entries;
  try {
    const YAML::Node root = YAML::LoadFile(file.string());
    if (root.IsNull()) return entries;
    if (!root.IsMap()) return unusable(file, "expected are lines of the form 'name: value'.");
    for (const auto& entry : root) entries.emplace_back(entry.first.as<std::string>(), valueFrom(entry.second));
  } catch (const YAML::Exception& error) {
    return unreadable(file, error);
  }
  return entries;
}

/// Reads a folder part by part.
class Reading {
 public:
  explicit Reading(const fs::path& folder) : folder_(folder) {}

  Result<SavedMessage> read() {
    if (!fs::is_directory(folder_)) return unusable(folder_, "this is no folder. Name the folder of a message.");
    if (auto done = readBody(); !done) return tl::unexpected<Error>(done.error());
    auto headers = readEntries(folder_ / kHeaders);
    if (!headers) return tl::unexpected<Error>(headers.error());
    auto properties = readEntries(folder_ / kProperties);
    if (!properties) return tl::unexpected<Error>(properties.error());
    message_.headers = std::move(*headers);
    message_.properties = std::move(*properties);
    try {
      if (auto done = readRest(); !done) return tl::unexpected<Error>(done.error());
    } catch (const YAML::Exception& error) {
      return unreadable(folder_ / kMessage, error);
    }
    return std::move(message_);
  }

 private:
  Result<void> readBody() {
    fs::path found;
    for (const fs::path& entry : entriesOf(folder_)) {
      if (!isPart(entry)) {
        return unusable(entry,
                        "this is no part of a message; parts are body, body.<extension>, headers.yaml, "
                        "properties.yaml, message.yaml and attachments.");
      }
      if (!isBody(entry)) continue;
      if (!found.empty()) return unusable(folder_, "there are several bodies; keep one of them.");
      found = entry;
    }
    if (found.empty()) return {};
    auto bytes = contentOf(found);
    if (!bytes) return unusable(found, "the file cannot be read.");
    message_.body = Body(std::move(*bytes));
    return {};
  }

  /// What message.yaml says, and the attachments.
  Result<void> readRest() {
    const fs::path file = folder_ / kMessage;
    const YAML::Node root = fs::exists(file) ? YAML::LoadFile(file.string()) : YAML::Node();
    if (root["message_id"]) message_.message_id = root["message_id"].as<std::string>();
    if (root["body"]) {
      const auto name = root["body"].as<std::string>();
      const auto* kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& one) { return name == one.name; });
      if (kind == kKinds.end()) return unusable(file, "'body' is one of stream, text, bytes.");
      message_.body = message_.body.as(kind->kind);
    }
    std::set<fs::path> listed;
    for (const YAML::Node& entry : root["attachments"]) {
      const fs::path path = folder_ / kAttachments / entry["file"].as<std::string>();
      listed.insert(path);
      const auto name = entry["name"].as<std::string>(path.filename().string());
      if (auto done = readAttachment(path, name, entry["content_type"].as<std::string>("")); !done) return done;
      readMimeHeaders(entry["headers"], message_.attachments.back());
    }
    for (const fs::path& path : entriesOf(folder_ / kAttachments)) {
      if (listed.contains(path)) continue;
      if (auto done = readAttachment(path, path.filename().string(), ""); !done) return done;
    }
    return {};
  }

  /// Name to value, or to a list of values. Throws YAML::Exception when it is something else.
  static void readMimeHeaders(const YAML::Node& headers, Attachment& attachment) {
    if (!headers || headers.IsNull()) return;
    if (!headers.IsMap()) throw YAML::RepresentationException(headers.Mark(), "'headers' is a map of name to value");
    for (const auto& entry : headers) {
      const auto name = entry.first.as<std::string>();
      if (!entry.second.IsSequence()) {
        attachment.headers.emplace_back(name, entry.second.as<std::string>());
        continue;
      }
      for (const YAML::Node& value : entry.second) attachment.headers.emplace_back(name, value.as<std::string>());
    }
  }

  Result<void> readAttachment(const fs::path& path, const std::string& name, std::string content_type) {
    auto bytes = contentOf(path);
    if (!bytes) return unusable(path, "the attachment cannot be read.");
    if (content_type.empty()) {
      const std::string extension = toLower(path.extension().string());
      const auto* known = std::find_if(kMediaTypes.begin(), kMediaTypes.end(),
                                       [&](const auto& one) { return extension == one.extension; });
      content_type = known == kMediaTypes.end() ? "application/octet-stream" : known->type;
    }
    message_.attachments.push_back({name, std::move(content_type), Body(std::move(*bytes))});
    return {};
  }

  const fs::path& folder_;
  SavedMessage message_;
};

std::string extensionFor(std::string_view bytes) {
  const std::string_view text = trim(bytes);
  if (text.starts_with('<')) return ".xml";
  if (text.starts_with('{') || text.starts_with('[')) return ".json";
  return bytes.find('\0') == std::string_view::npos ? ".txt" : ".bin";
}

/// A name of its own in the folder, near that of the attachment.
std::string fileNameFor(const std::string& name, std::set<std::string>& taken) {
  std::string file;
  for (const char c : name) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_';
    file += is_plain ? c : '_';
  }
  if (file.empty() || file.starts_with('.')) file.insert(0, "attachment");
  while (!taken.insert(file).second) file.insert(0, "_");
  return file;
}

bool writeFile(const fs::path& file, std::string_view bytes) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  return !stream.fail();
}

std::string yamlOf(const SavedMessage::Entries& entries) {
  YAML::Emitter out;
  out << YAML::BeginMap;
  for (const auto& [name, value] : entries) {
    out << YAML::Key << name << YAML::Value;
    writeValue(out, value);
  }
  out << YAML::EndMap << YAML::Newline;
  return out.c_str();
}

void writeMimeHeaders(YAML::Emitter& out, const Attachment& attachment) {
  if (attachment.headers.empty()) return;
  std::vector<std::pair<std::string, std::vector<std::string>>> values;
  for (const auto& [name, value] : attachment.headers) {
    const auto known = std::find_if(values.begin(), values.end(), [&wanted = name](const auto& other) {
      return equalsIgnoreCase(other.first, wanted);
    });
    if (known == values.end()) {
      values.push_back({name, {value}});
    } else {
      known->second.push_back(value);
    }
  }
  out << YAML::Key << "headers" << YAML::Value << YAML::BeginMap;
  for (const auto& [name, of_name] : values) {
    out << YAML::Key << name << YAML::Value;
    if (of_name.size() == 1) {
      out << of_name.front();
    } else {
      out << of_name;
    }
  }
  out << YAML::EndMap;
}

std::string yamlOfRest(const SavedMessage& message, const std::vector<std::string>& files) {
  YAML::Emitter out;
  out << YAML::BeginMap;
  if (!message.message_id.empty()) out << YAML::Key << "message_id" << YAML::Value << message.message_id;
  for (const KindName& kind : kKinds) {
    if (message.body.isNull() || kind.kind != message.body.kind()) continue;
    out << YAML::Key << "body" << YAML::Value << kind.name;
  }
  if (!files.empty()) {
    out << YAML::Key << "attachments" << YAML::Value << YAML::BeginSeq;
    for (std::size_t i = 0; i < files.size(); ++i) {
      const Attachment& attachment = message.attachments[i];
      out << YAML::BeginMap << YAML::Key << "name" << YAML::Value << attachment.name;
      out << YAML::Key << "file" << YAML::Value << files[i];
      out << YAML::Key << "content_type" << YAML::Value << attachment.content_type;
      writeMimeHeaders(out, attachment);
      out << YAML::EndMap;
    }
    out << YAML::EndSeq;
  }
  out << YAML::EndMap << YAML::Newline;
  return out.c_str();
}

/// An empty folder at the end; nothing is lost but a message that was there before.
Result<void> clear(const fs::path& folder) {
  const auto entries = entriesOf(folder);
  for (const fs::path& entry : entries) {
    if (isPart(entry)) continue;
    return unwritable(folder,
                      "holds '" + entry.filename().string() + "', which is no part of a message. Name a new folder.");
  }
  std::error_code error;
  for (const fs::path& entry : entries) fs::remove_all(entry, error);
  fs::create_directories(folder, error);
  if (error) return unwritable(folder, "cannot be made: " + error.message() + '.');
  return {};
}

}  // namespace

Result<SavedMessage> readSavedMessage(const std::filesystem::path& folder) {
  return Reading(folder).read();
}

Result<void> writeSavedMessage(const SavedMessage& message, const std::filesystem::path& folder) {
  if (auto done = clear(folder); !done) return done;
  std::vector<std::string> files;
  std::set<std::string> taken;
  for (const Attachment& attachment : message.attachments) files.push_back(fileNameFor(attachment.name, taken));
  std::error_code error;
  if (!files.empty()) fs::create_directory(folder / kAttachments, error);
  bool is_written = writeFile(folder / kHeaders, yamlOf(message.headers)) &&
                    writeFile(folder / kProperties, yamlOf(message.properties)) &&
                    writeFile(folder / kMessage, yamlOfRest(message, files));
  if (!message.body.isNull()) {
    const std::string_view bytes = message.body.view();
    is_written = is_written && writeFile(folder / ("body" + extensionFor(bytes)), bytes);
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    is_written = is_written && writeFile(folder / kAttachments / files[i], message.attachments[i].content.view());
  }
  if (!is_written) return unwritable(folder, "cannot be written to. Is the disk full, or the folder protected?");
  return {};
}

}  // namespace iflowsim
