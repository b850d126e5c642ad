-- Messages that completed without anything special, as many as one commit has, in one row each: content is the form of
-- sqlite/message_pack.h. Packs do not overlap in their changes; keys and starts are the bounds of what they hold.
-- docs/adr/0009-packs-of-messages.md
CREATE TABLE message_pack (
  last_change  INTEGER PRIMARY KEY,
  messages     BIGINT NOT NULL,
  least_key    BIGINT NOT NULL,
  greatest_key BIGINT NOT NULL,
  first_start  BIGINT NOT NULL,
  last_start   BIGINT NOT NULL,
  content      BLOB NOT NULL
);
CREATE INDEX message_pack_by_start ON message_pack (last_start, first_start, messages);
CREATE INDEX message_pack_by_key ON message_pack (greatest_key, least_key, last_start);
