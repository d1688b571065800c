-- Counts for operators, over all processes; several rows for each, so that workers do not wait for each other (infra/figures.py).
CREATE TABLE figures (
  slot smallint NOT NULL,
  name text NOT NULL,
  labels jsonb NOT NULL,            -- of few kinds, never an id
  value bigint NOT NULL,
  PRIMARY KEY (slot, name, labels)
);
