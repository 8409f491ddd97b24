-- What the entries come to; dropped and rebuilt from them at any time. Every table begins with projected_: a rebuild
-- makes the same tables under rebuilding_ and swaps the names in one transaction.

-- One row per sale.completed, at the place (epoch * 2^32 + seq) of its entry. cash_fen is what was handed over in cash.
CREATE TABLE projected_sales (
  place        INTEGER PRIMARY KEY,
  sale         TEXT NOT NULL UNIQUE,
  business_day TEXT NOT NULL,
  at           INTEGER NOT NULL,
  lines        INTEGER NOT NULL,
  total_fen    INTEGER NOT NULL,
  change_fen   INTEGER NOT NULL,
  cash_fen     INTEGER NOT NULL
);

-- One row per return.completed; cash_fen is what was paid out in cash.
CREATE TABLE projected_returns (
  sale         TEXT NOT NULL,
  place        INTEGER NOT NULL,
  id           TEXT NOT NULL UNIQUE,
  business_day TEXT NOT NULL,
  at           INTEGER NOT NULL,
  lines        INTEGER NOT NULL,
  total_fen    INTEGER NOT NULL,
  cash_fen     INTEGER NOT NULL,
  PRIMARY KEY (sale, place)
) WITHOUT ROWID;

-- What was sold of one product from one township on one business day; sales counts the sales it was part of. Pieces and
-- grams that came back that day are taken off; refund_fen is what was paid back for them.
CREATE TABLE projected_product_days (
  business_day TEXT NOT NULL,
  product      TEXT NOT NULL,
  township     TEXT NOT NULL,
  sales        INTEGER NOT NULL,
  pieces       INTEGER NOT NULL,
  weight_g     INTEGER NOT NULL,
  gross_fen    INTEGER NOT NULL,
  discount_fen INTEGER NOT NULL,
  refund_fen   INTEGER NOT NULL,
  PRIMARY KEY (business_day, product, township)
) WITHOUT ROWID;

-- One business day; first_place and last_place bound the places of its sales and returns.
CREATE TABLE projected_days (
  business_day TEXT PRIMARY KEY,
  sales        INTEGER NOT NULL,
  total_fen    INTEGER NOT NULL,
  returns      INTEGER NOT NULL,
  refund_fen   INTEGER NOT NULL,
  first_place  INTEGER NOT NULL,
  last_place   INTEGER NOT NULL
) WITHOUT ROWID;

-- What one source paid on one business day: a card's holder, a quota, an order,
-- a pick-up; of the kind invoice, what was asked for of a sale. Caps and balances are read from it.
CREATE TABLE projected_drawn (
  kind         TEXT NOT NULL,
  reference    TEXT NOT NULL,
  business_day TEXT NOT NULL,
  amount_fen   INTEGER NOT NULL,
  PRIMARY KEY (kind, reference, business_day)
) WITHOUT ROWID;

-- How far the projections are, and which edition of tables and rules they were made by.
CREATE TABLE projected_position (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  place   INTEGER NOT NULL,
  edition TEXT NOT NULL
);

-- The newest clock.set: what is added to the raw clock to get the county's time.
CREATE TABLE projected_clock (
  one       INTEGER PRIMARY KEY CHECK (one = 1),
  place     INTEGER NOT NULL,
  offset_ms INTEGER NOT NULL
);
