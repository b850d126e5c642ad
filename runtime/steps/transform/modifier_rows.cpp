#include "runtime/steps/transform/modifier_rows.h"

#include "iflows/model/row_table.h"
#include "runtime/base/glob.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

bool anyMatches(const std::vector<std::string>& patterns, const std::string& name) {
  for (const std::string& pattern : patterns) {
    if (globMatches(pattern, name)) return true;
  }
  return false;
}

/// A row of the oldest encoding: `Name:=:X:;Type:=constant:;Value:=:v`. Source: iflow-format 6.1.
TableRow readOldRow(std::string_view text) {
  TableRow row;
  row.cells.emplace_back("Action", "Create");
  std::string rest(text);
  while (!rest.empty()) {
    const auto end = rest.find(":;");
    const std::string pair = rest.substr(0, end);
    rest = end == std::string::npos ? "" : rest.substr(end + 2);
    const auto assign = pair.find(":=:");
    if (assign == std::string::npos) continue;
    const std::string value = pair.substr(assign + 3);
    row.cells.emplace_back(pair.substr(0, assign), value == ":" ? "" : value);
  }
  return row;
}

class RowReader {
 public:
  RowReader(BuildContext& context, const Node& node) : context_(context), node_(node) {}

  void readTable(const std::string& property, ModifierRow::Target target) {
    const auto table = readRowTable(node_.properties.get(property));
    if (!table) {
      report(table.error().code, table.error().text, "Enter the rows of " + property + " again.");
      return;
    }
    for (const TableRow& row : *table) add(row, target);
  }

  void readOldRows(const std::string& prefix, ModifierRow::Target target) {
    for (int i = 0;; ++i) {
      const std::string* text = node_.properties.find(prefix + std::to_string(i));
      if (text == nullptr) return;
      add(readOldRow(*text), target);
    }
  }

  std::optional<std::vector<ModifierRow>> finish() {
    if (failed_) return std::nullopt;
    return std::move(rows_);
  }

 private:
  void add(const TableRow& row, ModifierRow::Target target) {
    const std::string& name = row.cell("Name");
    if (trim(name).empty()) {
      report("MODIFIER-001", "A row has no name.", "Enter the name of the header or property.");
      return;
    }
    if (row.cell("Action") == "Delete") {
      rows_.push_back(ModifierRow::remove(target, name));
      return;
    }
    auto name_expression = context_.expression("simple", name, node_);
    auto value = makeValueSource(context_, node_,
                                 {.type = row.cell("Type"),
                                  .value = row.cell("Value"),
                                  .data_type = row.cell("Datatype"),
                                  .default_value = row.cell("Default")});
    if (name_expression && value) {
      rows_.push_back(ModifierRow::create(target, std::move(name_expression), std::move(value)));
    } else {
      failed_ = true;
    }
  }

  void report(const std::string& code, const std::string& message, const std::string& remedy) {
    failed_ = true;
    context_.report(Severity::Error, code, node_, message, remedy);
  }

  BuildContext& context_;
  const Node& node_;
  std::vector<ModifierRow> rows_;
  bool failed_ = false;
};

}  // namespace

ModifierRow ModifierRow::create(Target target, ExpressionPtr name, std::shared_ptr<const ValueSource> value) {
  ModifierRow row(target);
  row.name_ = std::move(name);
  row.value_ = std::move(value);
  return row;
}

ModifierRow ModifierRow::remove(Target target, const std::string& pattern) {
  const auto spelled = [target](std::string_view text) {
    return target == Target::Header ? toLower(text) : std::string(text);
  };
  ModifierRow row(target);
  for (const std::string_view part : split(pattern, ',')) {
    const std::string_view selector = trim(part);
    if (selector.starts_with("$name=")) {
      row.includes_.push_back(spelled(selector.substr(6)));
    } else if (selector.starts_with("$include=")) {
      row.includes_.push_back(spelled(selector.substr(9)));
    } else if (selector.starts_with("$exclude=")) {
      row.excludes_.push_back(spelled(selector.substr(9)));
    } else {
      row.includes_.push_back(spelled(selector));
    }
  }
  return row;
}

bool ModifierRow::selects(const std::string& name) const {
  const std::string spelled = target_ == Target::Header ? toLower(name) : name;
  return anyMatches(includes_, spelled) && !anyMatches(excludes_, spelled);
}

void ModifierRow::apply(Exchange& exchange) const {
  if (!value_) {
    const auto selected = [this](const std::string& name) { return selects(name); };
    target_ == Target::Header ? exchange.headers().removeIf(selected) : exchange.properties().removeIf(selected);
    return;
  }
  Value value = value_->get(exchange);
  const std::string name = name_->evaluate(exchange).toText();
  if (target_ == Target::Header) {
    exchange.headers().set(name, std::move(value));
  } else {
    exchange.properties().set(name, std::move(value));
  }
}

std::optional<std::vector<ModifierRow>> readModifierRows(BuildContext& context, const Node& node) {
  RowReader reader(context, node);
  reader.readTable("headerTable", ModifierRow::Target::Header);
  reader.readOldRows("HEADER_", ModifierRow::Target::Header);
  reader.readTable("propertyTable", ModifierRow::Target::Property);
  reader.readOldRows("property_", ModifierRow::Target::Property);
  return reader.finish();
}

}  // namespace iflowsim
