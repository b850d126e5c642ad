#pragma once

#include <memory>
#include <string>

#include "runtime/spi/stores.h"

namespace iflowsim {

class SqliteDatabase;

/// Number ranges in a SQLite file. Every draw is on the disk before it is returned, so that no number comes twice, not
/// even after a power cut. Throws FlowError when the file cannot be read or written.
class SqliteNumberRangeStore final : public NumberRangeStore {
 public:
  /// Fails with the codes of SqliteDatabase::open.
  static Result<std::unique_ptr<SqliteNumberRangeStore>> open(const std::string& path);
  ~SqliteNumberRangeStore() override;

  void define(const NumberRange& range) override;
  Result<std::string> next(const std::string& name) override;
  Result<std::string> nextFor(const std::string& name, const std::string& key) override;

 private:
  explicit SqliteNumberRangeStore(std::unique_ptr<SqliteDatabase> database);

  std::unique_ptr<SqliteDatabase> database_;
};

}  // namespace iflowsim
