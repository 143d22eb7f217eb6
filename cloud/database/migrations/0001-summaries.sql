-- The plants that send, and the history each is in.
CREATE TABLE plant (
  id TEXT PRIMARY KEY,
  epoch TEXT NOT NULL,
  received_at TIMESTAMPTZ NOT NULL
);

-- How far each history was received: everything up to `hwm` is in the summaries.
CREATE TABLE history (
  plant TEXT NOT NULL REFERENCES plant (id),
  epoch TEXT NOT NULL,
  hwm BIGINT NOT NULL,
  begun_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (plant, epoch)
);

-- The newest word on each subject. `revision` counts how often it changed after it was complete.
CREATE TABLE summary (
  plant TEXT NOT NULL REFERENCES plant (id),
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  lines TEXT[] NOT NULL,
  from_at TIMESTAMPTZ NOT NULL,
  to_at TIMESTAMPTZ,
  complete BOOLEAN NOT NULL,
  revision INTEGER NOT NULL,
  epoch TEXT NOT NULL,
  as_of_seq BIGINT NOT NULL,
  content JSONB NOT NULL,
  changed_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (plant, kind, key)
);

-- For reading summaries page by page in the order of time.
CREATE INDEX summary_in_time ON summary (from_at, plant, kind, key);
