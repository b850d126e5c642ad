#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>

#include <gtest/gtest.h>

#include "iflows/bundle/bundle_reader.h"
#include "iflows/model/row_table.h"
#include "runtime/expression/languages.h"
#include "runtime/spi/registry.h"

namespace iflowsim {
namespace {

namespace fs = std::filesystem;

/// The folder of real bundles; not part of the project.
fs::path corpusFolder() {
  if (const char* named = std::getenv("IFLOWSIM_CORPUS")) return named;
  return fs::path(IFLOWSIM_SOURCE_DIR) / ".." / "shared" / "corpus";
}

constexpr const char* kTypographicQuote = "\xE2\x80\x98";

/// Compiles every expression of a flow and counts how it went.
class CorpusCompiler {
 public:
  CorpusCompiler() { registerLanguages(registry_); }

  void flow(const FlowModel& flow) {
    scope_.namespaces = flow.namespaces;
    place_ = flow.bundle;
    for (const Process& process : flow.processes) {
      graph(process.graph);
      if (process.exception_subprocess) graph(process.exception_subprocess->graph);
    }
    for (const Channel& channel : flow.channels) properties(channel.properties);
  }

  /// Number of compiled expressions, and of refused ones, by what they are.
  std::map<std::string, int> counts;

 private:
  void graph(const NodeGraph& graph) {
    for (const Edge& edge : graph.edges) {
      if (!edge.condition.empty()) condition(edge.expression_type == "XML" ? "xpath" : "simple", edge.condition);
    }
    for (const Node& node : graph.nodes) step(node);
  }

  void step(const Node& node) {
    properties(node.properties);
    const std::string& loop = node.loop_condition;
    if (!loop.empty()) condition(node.properties.get("expressionType") == "XML" ? "xpath" : "simple", loop);
    if (node.kind == "Filter") xpath(node.properties.get("wrapContent"));
    if (node.properties.get("exprType") == "XPath") xpath(node.properties.get("splitExprValue"));
  }

  void properties(const PropertyTable& table) {
    for (const auto& [key, value] : table) {
      if (value.find("<row>") != std::string::npos) {
        rows(value);
      } else if (value.find("${") != std::string::npos && key != "splitExprValue") {
        simple(value);
      }
    }
  }

  void rows(const std::string& value) {
    const auto rows = readRowTable(value);
    if (!rows) return;
    for (const TableRow& row : *rows) {
      const std::string& type = row.cell("Type");
      if (type == "xpath") xpath(row.cell("Value"));
      // A comparison whose result is a Boolean is a condition.
      if (type == "expression" && row.cell("Datatype") == "java.lang.Boolean") {
        condition("simple", row.cell("Value"));
      } else if (type == "expression") {
        simple(row.cell("Value"));
      }
    }
  }

  void condition(const std::string& language, const std::string& text) {
    note(language + " condition", text, registry_.find(language)->compileCondition(text, scope_));
  }
  void simple(const std::string& text) {
    note("simple template", text, registry_.find("simple")->compile(text, scope_));
  }
  void xpath(const std::string& text) {
    if (!text.empty()) note("xpath expression", text, registry_.find("xpath")->compile(text, scope_));
  }

  template <typename Compiled>
  void note(const std::string& what, const std::string& text, const Compiled& compiled) {
    // What the bundle leaves open has no text to judge.
    if (text.find("{{") != std::string::npos) {
      ++counts[what + ", parameter open"];
    } else if (compiled) {
      ++counts[what + ", compiled"];
    } else if (text.find(kTypographicQuote) != std::string::npos) {
      // One published loop has quotes of a word processor in it, which Camel refuses too.
      ++counts[what + ", typographic quotes"];
      EXPECT_EQ(compiled.error().code, "SIMPLE-004");
    } else {
      ++counts[what + ", " + compiled.error().code];
      EXPECT_EQ(compiled.error().code, "XPATH-002") << place_ << ": " << compiled.error().text;
    }
  }

  LanguageRegistry registry_;
  ExpressionScope scope_;
  std::string place_;
};

TEST(ExpressionCorpus, CompilesEveryExpressionOfRealFlows) {
  const fs::path folder = corpusFolder();
  if (!fs::is_directory(folder)) GTEST_SKIP() << "no corpus at " << folder << "; name one in IFLOWSIM_CORPUS";

  CorpusCompiler compiler;
  for (const Artifact& artifact : readBundles(folder).artifacts) {
    if (artifact.flow) compiler.flow(*artifact.flow);
  }

  for (const auto& [what, count] : compiler.counts) std::cout << what << ": " << count << '\n';
  EXPECT_EQ(compiler.counts["simple condition, typographic quotes"], 1);
  EXPECT_GT(compiler.counts["simple template, compiled"], 700);
  EXPECT_GT(compiler.counts["simple condition, compiled"], 300);
  EXPECT_GT(compiler.counts["xpath expression, compiled"], 400);
}

}  // namespace
}  // namespace iflowsim
