-- The people of the counters. PIN and badge only as Argon2id; the reference is the one thing of them that entries name.
CREATE TABLE staff (
  reference  TEXT PRIMARY KEY,
  counter    TEXT NOT NULL,
  number     TEXT NOT NULL,
  name       TEXT NOT NULL,
  badge_hash TEXT NOT NULL,
  pin_hash   TEXT NOT NULL,
  rights     TEXT NOT NULL,
  UNIQUE (counter, number)
) WITHOUT ROWID;
