-- Entries of data stores. A store of all flows has the empty scope. The number grows with every write, so that the
-- oldest entry has the least.
CREATE TABLE data_store_entry (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  scope      TEXT NOT NULL,
  store      TEXT NOT NULL,
  id         TEXT NOT NULL,
  data       BLOB NOT NULL,
  headers    BLOB NOT NULL,
  created_ms BIGINT NOT NULL,
  expires_ms BIGINT NOT NULL,
  UNIQUE (scope, store, id)
);
CREATE INDEX data_store_entry_by_expiry ON data_store_entry (expires_ms);
