-- For "was anything of this station not understood while it mattered?" in every trace.
CREATE INDEX quarantine_topic ON quarantine (topic, code, first_at_ms, last_at_ms);
