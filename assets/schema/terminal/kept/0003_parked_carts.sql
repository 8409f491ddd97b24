-- Carts that were set aside, each under the number that its buyer was told. A cart stands here or in carts, never in both.
CREATE TABLE parked_carts (
  sale      TEXT PRIMARY KEY,
  number    INTEGER NOT NULL,
  parked_at INTEGER NOT NULL,
  reason    TEXT NOT NULL,
  content   TEXT NOT NULL
) WITHOUT ROWID;
