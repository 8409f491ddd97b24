-- The journal itself and what is kept beside it. Never dropped: changed only by a later numbered file.

-- One row per entry. place = epoch * 2^32 + seq, so that the table is clustered on (epoch, seq) and grows at its end.
-- hash and payload are exactly what design §5 chains; payload is the exact text that was hashed.
CREATE TABLE entries (
  place   INTEGER PRIMARY KEY,
  hash    BLOB NOT NULL,
  payload TEXT NOT NULL,
  epoch   INTEGER GENERATED ALWAYS AS (place >> 32) VIRTUAL,
  seq     INTEGER GENERATED ALWAYS AS (place & 4294967295) VIRTUAL
);

-- The signed head of the last entry of each transaction.
CREATE TABLE heads (
  place     INTEGER PRIMARY KEY,
  hash      BLOB NOT NULL,
  signature BLOB NOT NULL,
  epoch     INTEGER GENERATED ALWAYS AS (place >> 32) VIRTUAL,
  seq       INTEGER GENERATED ALWAYS AS (place & 4294967295) VIRTUAL
);

-- Who this terminal is and whom it believes: one row once it is enrolled. The secret key is never in here.
CREATE TABLE enrolment (
  one               INTEGER PRIMARY KEY CHECK (one = 1),
  terminal          TEXT NOT NULL,
  counter           TEXT NOT NULL,
  county_url        TEXT NOT NULL,
  terminal_key      BLOB NOT NULL,
  county_key        BLOB NOT NULL,
  reserve_key       BLOB NOT NULL,
  ca_pem            TEXT NOT NULL,
  receipt           TEXT NOT NULL,
  receipt_signature BLOB NOT NULL
);

-- Open carts by their future sale id; the transaction of the sale deletes its row.
CREATE TABLE carts (
  sale    TEXT PRIMARY KEY,
  state   TEXT NOT NULL CHECK (state IN ('open')),
  content TEXT NOT NULL
) WITHOUT ROWID;

-- Next number of a sale id in each epoch; never goes back.
CREATE TABLE sale_numbers (
  epoch       INTEGER PRIMARY KEY,
  next_number INTEGER NOT NULL
);

-- The release in force: exact manifest, its signature, its sections by the hash of their bytes.
CREATE TABLE releases (
  version    INTEGER PRIMARY KEY,
  manifest   TEXT NOT NULL,
  signature  BLOB NOT NULL,
  applied_at INTEGER NOT NULL
);
CREATE TABLE release_sections (
  version  INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name     TEXT NOT NULL,
  hash     BLOB NOT NULL,
  PRIMARY KEY (version, position)
) WITHOUT ROWID;
CREATE TABLE sections (
  hash  BLOB PRIMARY KEY,
  bytes BLOB NOT NULL
);

-- Receipts, first and reprinted ones. bytes are the very bytes for the printer.
CREATE TABLE print_jobs (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  sale       TEXT NOT NULL,
  copy       INTEGER NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'confirmed', 'unknown', 'failed')),
  bytes      BLOB NOT NULL,
  bytes_sent INTEGER NOT NULL,
  trouble    TEXT NOT NULL,
  UNIQUE (sale, copy)
);
CREATE INDEX print_jobs_open ON print_jobs (number) WHERE state IN ('queued', 'sending', 'unknown');

-- How far the county has confirmed each epoch, and when (UTC ms) it last called our release the newest.
CREATE TABLE county_positions (
  epoch INTEGER PRIMARY KEY,
  seq   INTEGER NOT NULL,
  at    INTEGER NOT NULL
);
CREATE TABLE list_confirmed (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  at  INTEGER NOT NULL
);
