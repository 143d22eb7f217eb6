-- What became of a message that was kept; null while it waits.
ALTER TABLE quarantine ADD COLUMN settled_at_ms INTEGER;
-- `read`: all of it is in the log by now. `set_aside`: somebody said why it never will be.
ALTER TABLE quarantine ADD COLUMN settled_as TEXT;
ALTER TABLE quarantine ADD COLUMN settled_by TEXT;
ALTER TABLE quarantine ADD COLUMN settled_why TEXT;

DROP INDEX quarantine_station;
-- For "was anything of this station not understood while it mattered?" in every trace, and for how many wait.
CREATE INDEX quarantine_station ON quarantine (station, code, first_at_ms, last_at_ms)
WHERE settled_at_ms IS NULL;
-- For what waits of a source with one kind of problem.
CREATE INDEX quarantine_kind ON quarantine (source_id, code) WHERE settled_at_ms IS NULL;
-- For the oldest settled one, which makes room.
CREATE INDEX quarantine_settled ON quarantine (settled_at_ms) WHERE settled_at_ms IS NOT NULL;
