-- The ground state: what senders said, what could not be read, and who has read how far.

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE event_log (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source (id),
  body TEXT NOT NULL
) STRICT;

-- For "is this event id known?" at each append, and for corrections that name their target.
CREATE UNIQUE INDEX event_log_id ON event_log (id);

CREATE TRIGGER event_log_is_append_only_update BEFORE UPDATE ON event_log
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;

CREATE TRIGGER event_log_is_append_only_delete BEFORE DELETE ON event_log
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;

-- Messages kept byte for byte because they could not become events.
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  first_at_ms INTEGER NOT NULL,
  last_at_ms INTEGER NOT NULL,
  times INTEGER NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source (id),
  format TEXT NOT NULL,
  topic TEXT NOT NULL,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  payload BLOB NOT NULL
) STRICT;

-- How far each consumer of the log has come: the log is the outbox.
CREATE TABLE cursor (
  consumer TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which version of each projection the tables hold; another version is rebuilt at start.
CREATE TABLE projection (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Facts about this file: its epoch, which changes when it is restored.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
