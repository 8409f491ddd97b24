-- The shifts of this terminal and what they come to; core/shift.h says which entry belongs to which. A row is made by the
-- first entry with a figure in it. Flags are 0 or 1; an amount whose flag is 0 is 0.
CREATE TABLE projected_shifts (
  shift             INTEGER PRIMARY KEY,
  business_day      TEXT NOT NULL,
  first_place       INTEGER NOT NULL,
  last_place        INTEGER NOT NULL,
  opened            INTEGER NOT NULL,
  operator          TEXT NOT NULL,
  float_known       INTEGER NOT NULL,
  float_fen         INTEGER NOT NULL,
  sales             INTEGER NOT NULL,
  total_fen         INTEGER NOT NULL,
  cash_fen          INTEGER NOT NULL,
  returns           INTEGER NOT NULL,
  refund_fen        INTEGER NOT NULL,
  cash_back_fen     INTEGER NOT NULL,
  in_fen            INTEGER NOT NULL,
  out_fen           INTEGER NOT NULL,
  drawer_openings   INTEGER NOT NULL,
  closed            INTEGER NOT NULL,
  closed_by         TEXT NOT NULL,
  counted           INTEGER NOT NULL,
  counted_fen       INTEGER NOT NULL,
  counted_again     INTEGER NOT NULL,
  first_counted_fen INTEGER NOT NULL,
  counted_later     INTEGER NOT NULL,
  reason            TEXT NOT NULL
);

-- Sums of one shift by tender, fund_source or township (`what`).
CREATE TABLE projected_shift_sums (
  shift      INTEGER NOT NULL,
  what       TEXT NOT NULL,
  name       TEXT NOT NULL,
  sales      INTEGER NOT NULL,
  amount_fen INTEGER NOT NULL,
  PRIMARY KEY (shift, what, name)
) WITHOUT ROWID;

-- Payments by code that a person checked by hand, each by its shift, the place of its sale, and its number among its tenders.
CREATE TABLE projected_shift_by_hand (
  shift      INTEGER NOT NULL,
  place      INTEGER NOT NULL,
  number     INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  sale       TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  digits     TEXT NOT NULL,
  PRIMARY KEY (shift, place, number)
) WITHOUT ROWID;
