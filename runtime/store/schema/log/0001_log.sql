-- The processing log. Every state of a message is a row of its own number (change); a message that ends replaces its
-- PROCESSING row. The keys are integers made from ids, so that rows arrive nearly in the order of every index:
-- docs/adr/0003-log-writer-on-the-raw-handle.md.
CREATE TABLE message (
  change             INTEGER PRIMARY KEY,
  message_id         TEXT NOT NULL,
  message_key        BIGINT NOT NULL,
  correlation_id     TEXT NOT NULL,
  correlation_key    BIGINT NOT NULL,
  predecessor_id     TEXT NOT NULL,
  flow_id            TEXT NOT NULL,
  flow_name          TEXT NOT NULL,
  status             TEXT NOT NULL,
  custom_status      TEXT NOT NULL,
  start_ms           BIGINT NOT NULL,
  end_ms             BIGINT,
  level              TEXT NOT NULL,
  sender             TEXT NOT NULL,
  receiver           TEXT NOT NULL,
  application_id     TEXT NOT NULL,
  message_type       TEXT NOT NULL,
  error              TEXT NOT NULL,
  error_step         TEXT NOT NULL,
  intermediate_error TEXT NOT NULL
);
CREATE INDEX message_by_key ON message (message_key);
CREATE INDEX message_by_correlation ON message (correlation_key);
CREATE INDEX message_by_start ON message (start_ms);
CREATE INDEX message_not_completed ON message (start_ms) WHERE status <> 'COMPLETED';
CREATE INDEX message_by_application_id ON message (application_id) WHERE application_id <> '';

CREATE TABLE custom_header (
  change   BIGINT NOT NULL,
  position INTEGER NOT NULL,
  name     TEXT NOT NULL,
  value    TEXT NOT NULL,
  PRIMARY KEY (change, position)
) WITHOUT ROWID;
CREATE INDEX custom_header_by_value ON custom_header (name, value);

CREATE TABLE attachment (
  change     BIGINT NOT NULL,
  position   INTEGER NOT NULL,
  name       TEXT NOT NULL,
  media_type TEXT NOT NULL,
  content    BLOB NOT NULL
);
CREATE INDEX attachment_by_message ON attachment (change, position);

-- Lists of names and values are one text each: `<length>:<bytes>,` for every name and every value.
CREATE TABLE step (
  change      BIGINT NOT NULL,
  number      BIGINT NOT NULL,
  step_id     TEXT NOT NULL,
  step_name   TEXT NOT NULL,
  step_kind   TEXT NOT NULL,
  start_ms    BIGINT NOT NULL,
  duration_us BIGINT NOT NULL,
  error       TEXT NOT NULL,
  properties  BLOB NOT NULL,
  PRIMARY KEY (change, number)
) WITHOUT ROWID;

-- side: 0 before the step, 1 after it. Equal bodies in a row are stored once.
CREATE TABLE trace (
  change     BIGINT NOT NULL,
  number     BIGINT NOT NULL,
  side       INTEGER NOT NULL,
  headers    BLOB NOT NULL,
  properties BLOB NOT NULL,
  body_id    BIGINT NOT NULL
);
CREATE INDEX trace_by_step ON trace (change, number, side);
CREATE TABLE trace_body (
  id      INTEGER PRIMARY KEY,
  change  BIGINT NOT NULL,
  content BLOB NOT NULL
);
CREATE INDEX trace_body_by_message ON trace_body (change);
