-- A message that starts a correlation has a correlation id with the key of its own id, and is found by that one:
-- docs/adr/0003-log-writer-on-the-raw-handle.md.
DROP INDEX message_by_correlation;
CREATE INDEX message_by_correlation ON message (correlation_key) WHERE correlation_key <> message_key;
