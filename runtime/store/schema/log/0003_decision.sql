-- The record of the decision that let a call in; 0 for none.
ALTER TABLE message ADD COLUMN decision BIGINT NOT NULL DEFAULT 0;
