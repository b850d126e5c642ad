#include "runtime/expression/file_functions.h"

#include <algorithm>
#include <array>

#include "runtime/base/text.h"
#include "runtime/expression/compile_error.h"

namespace iflowsim {

namespace {

std::string withoutPath(const std::string& name) {
  return name.substr(name.find_last_of("/\\") + 1);
}

/// Where the extension begins, dot included; `file.tar.gz` has `.tar.gz`, and `.gz` when only the last one counts.
std::size_t extensionStart(const std::string& name, bool last_only) {
  const std::size_t start = name.size() - withoutPath(name).size();
  const std::size_t dot = last_only ? name.rfind('.') : name.find('.', start);
  return dot == std::string::npos || dot < start ? name.size() : dot;
}

std::string stem(const std::string& name, bool last_only) {
  return name.substr(0, extensionStart(name, last_only));
}

Value extension(const std::string& name, bool last_only) {
  const std::size_t dot = extensionStart(name, last_only);
  return dot == name.size() ? Value() : Value(name.substr(dot + 1));
}

struct FileFunction {
  std::string_view name;
  const char* header;
  Value (*derive)(const std::string& text);
};

constexpr const char* kFileName = "CamelFileName";

constexpr std::array kFileFunctions{
    FileFunction{"name", kFileName, nullptr},
    FileFunction{"name.noext", kFileName, [](const std::string& name) { return Value(stem(name, false)); }},
    FileFunction{"name.noext.single", kFileName, [](const std::string& name) { return Value(stem(name, true)); }},
    FileFunction{"name.ext", kFileName, [](const std::string& name) { return extension(name, false); }},
    FileFunction{"name.ext.single", kFileName, [](const std::string& name) { return extension(name, true); }},
    FileFunction{"ext", kFileName, [](const std::string& name) { return extension(name, false); }},
    FileFunction{"onlyname", kFileName, [](const std::string& name) { return Value(withoutPath(name)); }},
    FileFunction{"onlyname.noext", kFileName,
                 [](const std::string& name) { return Value(stem(withoutPath(name), false)); }},
    FileFunction{"onlyname.noext.single", kFileName,
                 [](const std::string& name) { return Value(stem(withoutPath(name), true)); }},
    FileFunction{"parent", "CamelFileParent", nullptr},
    FileFunction{"path", "CamelFilePath", nullptr},
    FileFunction{"absolute.path", "CamelFileAbsolutePath", nullptr},
    FileFunction{"size", "CamelFileLength", nullptr},
    FileFunction{"length", "CamelFileLength", nullptr},
    FileFunction{"modified", "CamelFileLastModified", nullptr},
};

}  // namespace

OperandPtr buildFileFunction(std::string_view name, const ScopePtr&) {
  const auto found = std::find_if(kFileFunctions.begin(), kFileFunctions.end(),
                                  [&](const FileFunction& each) { return each.name == name; });
  if (found == kFileFunctions.end()) {
    std::vector<std::string> names;
    for (const FileFunction& each : kFileFunctions) names.emplace_back(each.name);
    throw CompileError("SIMPLE-001",
                       "There is no function 'file:" + std::string(name) + "'. Use one of: " + join(names, ", ") + ".");
  }
  return makeOperand([function = *found](const Exchange& exchange) {
    const Value& value = exchange.headers().get(function.header);
    return value.isNull() || function.derive == nullptr ? value : function.derive(value.toText());
  });
}

}  // namespace iflowsim
