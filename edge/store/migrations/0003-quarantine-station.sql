-- The station that a message is about, as its topic or its payload says; null where neither does.
ALTER TABLE quarantine ADD COLUMN station TEXT;

UPDATE quarantine SET station = (
  WITH RECURSIVE cut (rest, said, levels) AS (
    SELECT SUBSTR(topic, LENGTH('lotline/v1/') + 1), '', 0
    UNION ALL
    SELECT SUBSTR(rest, INSTR(rest, '/') + 1),
      said || '/' || SUBSTR(rest, 1, INSTR(rest, '/') - 1), levels + 1
    FROM cut WHERE levels < 4 AND INSTR(rest, '/') > 0
  )
  SELECT SUBSTR(said, 2) FROM cut WHERE levels = 4
)
WHERE topic LIKE 'lotline/v1/%';

DROP INDEX quarantine_topic;
-- For "was anything of this station not understood while it mattered?" in every trace.
CREATE INDEX quarantine_station ON quarantine (station, code, first_at_ms, last_at_ms);
