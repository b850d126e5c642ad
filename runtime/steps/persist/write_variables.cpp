#include "iflows/model/row_table.h"
#include "runtime/spi/registry.h"
#include "runtime/spi/services.h"
#include "runtime/spi/stores.h"
#include "runtime/steps/value_source.h"

namespace iflowsim {

namespace {

/// How long a variable lives after it was last written. Source: observed-samples 84.
constexpr std::chrono::hours kLifetime{400 * 24};

struct VariableRow {
  ExpressionPtr name;
  std::shared_ptr<const ValueSource> value;
  /// Flow id, or empty for a global variable.
  std::string scope;
};

class WriteVariables final : public Step {
 public:
  WriteVariables(VariableStore& store, std::vector<VariableRow> rows) : store_(store), rows_(std::move(rows)) {}

  Signal process(Exchange& exchange) const override {
    const TimePoint now = exchange.run().clock().now();
    for (const VariableRow& row : rows_) {
      const std::string name = row.name->evaluate(exchange).toText();
      store_.write(row.scope, name, row.value->get(exchange).toText(), now, now + kLifetime);
    }
    return Signal::Continue;
  }

  bool mayBlock() const override { return true; }

 private:
  VariableStore& store_;
  std::vector<VariableRow> rows_;
};

StepPtr build(BuildContext& context, const Node& node) {
  const auto table = readRowTable(node.properties.get("variable"));
  if (!table) {
    context.report(Severity::Error, table.error().code, node, table.error().text, "Enter the variables again.");
    return nullptr;
  }
  std::vector<VariableRow> rows;
  for (const TableRow& row : *table) {
    // Cells have no ids: name, data type, source type, value, scope.
    VariableRow target{
        .name = context.expression("simple", row.cell(0), node),
        .value = makeValueSource(context, node, {.type = row.cell(2), .value = row.cell(3), .data_type = row.cell(1)}),
        .scope = row.cell(4) == "global" ? "" : context.flow().id};
    if (!target.name || !target.value) return nullptr;
    rows.push_back(std::move(target));
  }
  return std::make_shared<WriteVariables>(context.services().stores.variables, std::move(rows));
}

}  // namespace

void register_write_variables(StepRegistry& registry);
void register_write_variables(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Write Variables";
  spec.summary = "Stores values under names that later messages read, of this flow or of all.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference = "Each variable is committed at once, not with the transaction of the process.";
  spec.properties = {{.name = "variable", .meaning = "Rows of name, data type, source type, value and scope"}};
  spec.kinds = {"Variables"};
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
