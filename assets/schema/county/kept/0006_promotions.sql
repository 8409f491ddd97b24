-- Promotions as the release says them, since each kind has terms of its own; reference prices; prices of single counters
-- and of classes of buyers.
CREATE TABLE promotions (
  id   TEXT PRIMARY KEY,
  body TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE bands (
  product   TEXT PRIMARY KEY,
  unit      TEXT NOT NULL CHECK (unit IN ('piece', 'kilogram')),
  low_fen   INTEGER NOT NULL,
  high_fen  INTEGER NOT NULL,
  floor_fen INTEGER NOT NULL
) WITHOUT ROWID;

ALTER TABLE prices RENAME TO prices_of_all;
CREATE TABLE prices (
  product        TEXT NOT NULL,
  unit           TEXT NOT NULL CHECK (unit IN ('piece', 'kilogram')),
  unit_price_fen INTEGER NOT NULL,
  valid_from     INTEGER NOT NULL,
  valid_until    INTEGER NOT NULL,
  counter        TEXT NOT NULL,
  buyer_class    TEXT NOT NULL,
  PRIMARY KEY (product, valid_from, counter, buyer_class)
) WITHOUT ROWID;
INSERT INTO prices SELECT product, unit, unit_price_fen, valid_from, valid_until, '', '' FROM prices_of_all;
DROP TABLE prices_of_all;
