#include "tests/architecture/include_rules.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/text.h"

namespace iflowsim::architecture {
namespace {

/// What the files under `folder` may include; `<own>` is the folder's own first subfolder, such as adapters/http/.
struct Room {
  std::string_view folder;
  std::vector<std::string_view> sees;
  std::string_view rule;
};

// The first room that holds the file decides.
const std::vector<Room>& rooms() {
  static const std::vector<Room> kRooms = {
      {"runtime/base/", {"runtime/base/"}, "base knows nothing else"},
      {"runtime/yaml/", {"runtime/base/", "runtime/yaml/"}, "the reader of YAML files knows only base"},
      {"runtime/message/", {"runtime/base/", "runtime/message/"}, "message knows only base"},
      {"iflows/model/", {"runtime/base/", "iflows/model/"}, "the model knows only base"},
      {"runtime/spi/",
       {"runtime/base/", "runtime/message/", "iflows/model/", "runtime/spi/"},
       "the seams know only base, message and model"},
      {"iflows/", {"runtime/base/", "iflows/"}, "iflows uses nothing of runtime but runtime/base"},
      {"runtime/", {"runtime/", "iflows/"}, "the engine knows no adapter, security, web, lab or app"},
      {"adapters/testkit/",
       {"runtime/base/", "runtime/message/", "runtime/spi/", "iflows/model/", "adapters/testkit/", "tests/support/"},
       "the test bench of adapters knows what adapters know, and the test support"},
      {"adapters/",
       {"runtime/base/", "runtime/message/", "runtime/spi/", "iflows/model/", "adapters/shared/", "<own>"},
       "an adapter knows the seams, base, message and model, and no other adapter or step"},
      {"values/",
       {"runtime/base/", "runtime/yaml/", "runtime/spi/", "iflows/model/", "iflows/bundle/", "values/"},
       "values know the seams and what bundles hold, and no flow that runs"},
      {"security/",
       {"runtime/base/", "runtime/yaml/", "runtime/message/", "runtime/spi/", "security/"},
       "security knows no flow"},
      {"lab/",
       {"runtime/base/", "runtime/message/", "runtime/spi/", "runtime/channel/deployments.h", "iflows/model/",
        "security/material/", "lab/"},
       "lab sees the engine through the seams and the deployment facade, and shares the material room of security"},
      {"web/",
       {"runtime/base/", "runtime/message/", "runtime/spi/", "runtime/channel/deployments.h",
        "runtime/monitor/log_reader.h", "security/mapping/", "security/material/", "web/"},
       "web sees the engine through the seams, the deployment facade and the log's reader, and the tenant's "
       "identities"},
  };
  return kRooms;
}

struct Include {
  std::string name;
  bool quoted = false;
  int line = 0;
};

std::vector<Include> includesOf(const SourceFile& file) {
  std::vector<Include> result;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    std::string_view line = trim(file.lines[i]);
    if (!line.starts_with("#include")) continue;
    line = trim(line.substr(8));
    if (line.size() < 2) continue;
    const std::size_t end = line.find(line.front() == '"' ? '"' : '>', 1);
    result.push_back(
        {.name = std::string(line.substr(1, end - 1)), .quoted = line.front() == '"', .line = static_cast<int>(i) + 1});
  }
  return result;
}

/// `adapters/http/` of `adapters/http/http_receiver.cpp`; a file of the room itself, such as its list, owns the room.
std::string_view ownFolder(std::string_view path, const Room& room) {
  const std::size_t end = path.find('/', room.folder.size());
  return end == std::string_view::npos ? room.folder : path.substr(0, end + 1);
}

/// Tests use the test support, and those of adapters read real bundles.
bool testSees(const SourceFile& file, std::string_view include) {
  if (!file.isTest()) return false;
  return include.starts_with("tests/support/") || include.starts_with("adapters/testkit/") ||
         (file.path.starts_with("adapters/") && include.starts_with("iflows/bundle/"));
}

bool sees(const Room& room, const SourceFile& file, std::string_view include) {
  if (testSees(file, include)) return true;
  return std::any_of(room.sees.begin(), room.sees.end(), [&](std::string_view seen) {
    return include.starts_with(seen == "<own>" ? ownFolder(file.path, room) : seen);
  });
}

const Room* roomOf(std::string_view path) {
  const auto found =
      std::find_if(rooms().begin(), rooms().end(), [&](const Room& room) { return path.starts_with(room.folder); });
  return found == rooms().end() ? nullptr : &*found;
}

/// `a/b/x.h` for `a/b/x.cpp` and `a/b/x_test.cpp`; empty for headers.
std::string ownHeader(const std::string& path) {
  for (const std::string_view ending : {"_test.cpp", ".cpp"}) {
    if (path.ends_with(ending)) return path.substr(0, path.size() - ending.size()) + ".h";
  }
  return {};
}

std::set<std::string> pathsOf(const SourceTree& tree) {
  std::set<std::string> paths;
  for (const SourceFile& file : tree) paths.insert(file.path);
  return paths;
}

bool isStandardHeader(std::string_view name) {
  return name.find_first_of("./") == std::string_view::npos;
}

}  // namespace

Violations checkIncludeDirections(const SourceTree& tree) {
  Violations violations;
  for (const SourceFile& file : tree) {
    const Room* room = file.isCpp() ? roomOf(file.path) : nullptr;
    if (room == nullptr) continue;
    for (const Include& include : includesOf(file)) {
      if (!include.quoted || sees(*room, file, include.name)) continue;
      violations.push_back({file.path, include.line, "includes " + include.name + ", but " + std::string(room->rule)});
    }
  }
  return violations;
}

Violations checkIncludesFromRoot(const SourceTree& tree) {
  const std::set<std::string> paths = pathsOf(tree);
  Violations violations;
  for (const SourceFile& file : tree) {
    if (!file.isCpp()) continue;
    for (const Include& include : includesOf(file)) {
      if (!include.quoted || paths.contains(include.name)) continue;
      violations.push_back({file.path, include.line, include.name + " is no file seen from the project's root"});
    }
  }
  return violations;
}

Violations checkOwnHeaderFirst(const SourceTree& tree) {
  const std::set<std::string> paths = pathsOf(tree);
  Violations violations;
  for (const SourceFile& file : tree) {
    const std::string own = ownHeader(file.path);
    if (own.empty() || !paths.contains(own)) continue;
    const std::vector<Include> includes = includesOf(file);
    if (!includes.empty() && includes.front().name == own) continue;
    violations.push_back({file.path, includes.empty() ? 0 : includes.front().line, "include " + own + " first"});
  }
  return violations;
}

bool isSeamHeader(const SourceFile& file) {
  static constexpr std::array<std::string_view, 4> kSeams = {"runtime/spi/", "runtime/message/", "runtime/base/",
                                                             "runtime/channel/deployments.h"};
  return file.isHeader() &&
         std::any_of(kSeams.begin(), kSeams.end(), [&](std::string_view seam) { return file.path.starts_with(seam); });
}

Violations checkSeamHeadersShowNoLibrary(const SourceTree& tree) {
  Violations violations;
  for (const SourceFile& file : tree) {
    if (!isSeamHeader(file) && !(file.isHeader() && file.path.starts_with("iflows/model/"))) continue;
    for (const Include& include : includesOf(file)) {
      if (include.quoted || isStandardHeader(include.name) || include.name == "tl/expected.hpp") continue;
      violations.push_back({file.path, include.line, "shows the library of <" + include.name + "> to every user"});
    }
  }
  return violations;
}

}  // namespace iflowsim::architecture
