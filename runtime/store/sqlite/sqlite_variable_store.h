#pragma once

#include <memory>
#include <string>

#include "runtime/spi/stores.h"

namespace iflowsim {

class SqliteDatabase;

/// Variables in a SQLite file. Throws FlowError when the file cannot be read or written.
class SqliteVariableStore final : public VariableStore {
 public:
  /// Fails with the codes of SqliteDatabase::open.
  static Result<std::unique_ptr<SqliteVariableStore>> open(const std::string& path);
  ~SqliteVariableStore() override;

  std::optional<std::string> read(const std::string& scope, const std::string& name, TimePoint now) override;
  void write(const std::string& scope, const std::string& name, const std::string& value, TimePoint now,
             TimePoint expires) override;
  void remove(const std::string& scope, const std::string& name) override;

 private:
  explicit SqliteVariableStore(std::unique_ptr<SqliteDatabase> database);

  std::unique_ptr<SqliteDatabase> database_;
};

}  // namespace iflowsim
