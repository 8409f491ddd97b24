-- Sums over the received entries; dropped and made again at any time.

CREATE TABLE rollups (
  business_day TEXT NOT NULL,
  counter      TEXT NOT NULL,
  product      TEXT NOT NULL,
  township     TEXT NOT NULL,
  fund_source  TEXT NOT NULL,
  sales        INTEGER NOT NULL,
  returns      INTEGER NOT NULL,
  pieces       INTEGER NOT NULL,
  weight_g     INTEGER NOT NULL,
  gross_fen    INTEGER NOT NULL,
  discount_fen INTEGER NOT NULL,
  refund_fen   INTEGER NOT NULL,
  net_fen      INTEGER NOT NULL,
  PRIMARY KEY (business_day, counter, product, township, fund_source)
) WITHOUT ROWID;

-- The same figures by receipt: product and township are empty.
CREATE TABLE receipts (
  business_day TEXT NOT NULL,
  counter      TEXT NOT NULL,
  product      TEXT NOT NULL,
  township     TEXT NOT NULL,
  fund_source  TEXT NOT NULL,
  sales        INTEGER NOT NULL,
  returns      INTEGER NOT NULL,
  pieces       INTEGER NOT NULL,
  weight_g     INTEGER NOT NULL,
  gross_fen    INTEGER NOT NULL,
  discount_fen INTEGER NOT NULL,
  refund_fen   INTEGER NOT NULL,
  net_fen      INTEGER NOT NULL,
  PRIMARY KEY (business_day, counter, product, township, fund_source)
) WITHOUT ROWID;

-- Entries received that this program's rules do not count.
CREATE TABLE not_counted (
  terminal TEXT NOT NULL,
  kind     TEXT NOT NULL,
  version  INTEGER NOT NULL,
  entries  INTEGER NOT NULL,
  PRIMARY KEY (terminal, kind, version)
) WITHOUT ROWID;
