-- What flows keep between messages. A variable of all flows has the empty scope.
CREATE TABLE variable (
  scope      TEXT NOT NULL,
  name       TEXT NOT NULL,
  value      TEXT NOT NULL,
  updated_ms BIGINT NOT NULL,
  expires_ms BIGINT NOT NULL,
  PRIMARY KEY (scope, name)
) WITHOUT ROWID;
CREATE INDEX variable_by_expiry ON variable (expires_ms);

CREATE TABLE number_range (
  name         TEXT PRIMARY KEY NOT NULL,
  minimum      BIGINT NOT NULL,
  maximum      BIGINT NOT NULL,
  field_length BIGINT NOT NULL,
  rotate       BIGINT NOT NULL,
  next_number  BIGINT NOT NULL
) WITHOUT ROWID;

-- Numbers drawn for a key, which gets the same one again.
CREATE TABLE drawn_number (
  range_name TEXT NOT NULL,
  key        TEXT NOT NULL,
  number     TEXT NOT NULL,
  PRIMARY KEY (range_name, key)
) WITHOUT ROWID;
