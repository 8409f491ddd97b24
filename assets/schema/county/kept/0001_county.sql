-- What the county keeps. Never dropped: changed only by a later numbered file. Times are UTC milliseconds.

-- The county itself: one row.
CREATE TABLE county (
  one          INTEGER PRIMARY KEY CHECK (one = 1),
  county_epoch INTEGER NOT NULL,
  release      INTEGER NOT NULL,
  working_key  BLOB NOT NULL,
  reserve_key  BLOB NOT NULL,
  made_at      INTEGER NOT NULL
);

-- Number 0 is the county's own journal. Rows are never deleted, so that no name is given twice.
CREATE TABLE terminals (
  number        INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  counter       TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('waiting', 'active', 'revoked')),
  enrolled_at   INTEGER NOT NULL,
  last_heard_at INTEGER NOT NULL,
  heartbeat     TEXT NOT NULL
);

CREATE TABLE terminal_keys (
  place      INTEGER PRIMARY KEY,
  terminal   INTEGER NOT NULL REFERENCES terminals (number),
  public_key BLOB NOT NULL,
  counter    TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('active', 'replaced', 'revoked')),
  since      INTEGER NOT NULL,
  UNIQUE (terminal, public_key)
);

CREATE TABLE enrolment_codes (
  place             INTEGER PRIMARY KEY,
  code              TEXT NOT NULL UNIQUE,
  counter           TEXT NOT NULL,
  terminal          TEXT NOT NULL,
  approve_at_once   INTEGER NOT NULL,
  state             TEXT NOT NULL CHECK (state IN ('open', 'committed', 'waiting', 'approved', 'refused')),
  expires_at        INTEGER NOT NULL,
  tries_left        INTEGER NOT NULL,
  public_key        BLOB NOT NULL,
  commitment        BLOB NOT NULL,
  terminal_random   BLOB NOT NULL,
  county_random     BLOB NOT NULL,
  receipt           TEXT NOT NULL,
  receipt_signature BLOB NOT NULL
);

-- Entries as received, in the order of their arrival: a table clustered on (terminal, seq) would dirty a page per
-- terminal and was measured 4 to 7 times slower. payload is the exact text that was hashed.
CREATE TABLE entries (
  place       INTEGER PRIMARY KEY,
  terminal    INTEGER NOT NULL REFERENCES terminals (number),
  epoch       INTEGER NOT NULL,
  seq         INTEGER NOT NULL,
  hash        BLOB NOT NULL,
  payload     TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  UNIQUE (terminal, epoch, seq)
);

-- The signed heads that closed the batches.
CREATE TABLE heads (
  place     INTEGER PRIMARY KEY,
  terminal  INTEGER NOT NULL REFERENCES terminals (number),
  epoch     INTEGER NOT NULL,
  seq       INTEGER NOT NULL,
  hash      BLOB NOT NULL,
  signature BLOB NOT NULL,
  UNIQUE (terminal, epoch, seq)
);

-- How far each epoch of each journal has come.
CREATE TABLE epochs (
  terminal       INTEGER NOT NULL REFERENCES terminals (number),
  epoch          INTEGER NOT NULL,
  public_key     BLOB NOT NULL,
  counter        TEXT NOT NULL,
  last_seq       INTEGER NOT NULL,
  last_hash      BLOB NOT NULL,
  previous_epoch INTEGER NOT NULL,
  PRIMARY KEY (terminal, epoch)
) WITHOUT ROWID;

-- What a person has to look at; the same again counts up.
CREATE TABLE alarms (
  place     INTEGER PRIMARY KEY,
  kind      TEXT NOT NULL,
  terminal  TEXT NOT NULL,
  epoch     INTEGER NOT NULL,
  seq       INTEGER NOT NULL,
  sentence  TEXT NOT NULL,
  raised_at INTEGER NOT NULL,
  times     INTEGER NOT NULL,
  UNIQUE (kind, terminal, epoch, seq)
);

-- Gaps answered in a row at the same head.
CREATE TABLE gaps (
  terminal INTEGER PRIMARY KEY REFERENCES terminals (number),
  epoch    INTEGER NOT NULL,
  head_seq INTEGER NOT NULL,
  times    INTEGER NOT NULL
);

-- Entries a terminal signed that do not chain onto ours, as they came (packed batch lines).
CREATE TABLE branches (
  place       INTEGER PRIMARY KEY,
  terminal    TEXT NOT NULL,
  epoch       INTEGER NOT NULL,
  first_seq   INTEGER NOT NULL,
  last_seq    INTEGER NOT NULL,
  last_hash   BLOB NOT NULL,
  reason      TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  packed      BLOB NOT NULL,
  UNIQUE (terminal, epoch, first_seq, last_hash)
);

-- What the office imported. Lists are joined with ';'.
CREATE TABLE products (
  id            TEXT PRIMARY KEY,
  name          TEXT NOT NULL,
  category      TEXT NOT NULL,
  gtins         TEXT NOT NULL,
  in_store_item TEXT NOT NULL,
  weighed       INTEGER NOT NULL,
  unit          TEXT NOT NULL,
  specification TEXT NOT NULL,
  township      TEXT NOT NULL,
  village       TEXT NOT NULL,
  cooperative   TEXT NOT NULL,
  season_months TEXT NOT NULL,
  tile          TEXT NOT NULL,
  tile_colour   TEXT NOT NULL,
  storage       TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE prices (
  product        TEXT NOT NULL,
  unit           TEXT NOT NULL CHECK (unit IN ('piece', 'kilogram')),
  unit_price_fen INTEGER NOT NULL,
  valid_from     INTEGER NOT NULL,
  valid_until    INTEGER NOT NULL,
  PRIMARY KEY (product, valid_from)
) WITHOUT ROWID;

CREATE TABLE counters (
  id           TEXT PRIMARY KEY,
  name         TEXT NOT NULL,
  site         TEXT NOT NULL,
  address      TEXT NOT NULL,
  phone        TEXT NOT NULL,
  firm         TEXT NOT NULL,
  county_phone TEXT NOT NULL
) WITHOUT ROWID;

-- Sections by the hash of their exact bytes.
CREATE TABLE sections (
  hash  BLOB PRIMARY KEY,
  bytes BLOB NOT NULL
);

CREATE TABLE releases (
  version    INTEGER PRIMARY KEY,
  made_at    INTEGER NOT NULL,
  valid_from INTEGER NOT NULL
);

-- Sections every terminal gets have an empty counter.
CREATE TABLE release_sections (
  version  INTEGER NOT NULL REFERENCES releases (version),
  counter  TEXT NOT NULL,
  position INTEGER NOT NULL,
  name     TEXT NOT NULL,
  hash     BLOB NOT NULL,
  bytes    INTEGER NOT NULL,
  PRIMARY KEY (version, counter, position)
) WITHOUT ROWID;

CREATE TABLE manifests (
  terminal  INTEGER NOT NULL REFERENCES terminals (number),
  version   INTEGER NOT NULL,
  text      TEXT NOT NULL,
  signature BLOB NOT NULL,
  PRIMARY KEY (terminal, version)
);

-- By which rules the projections were made; another number than the program's means that they must be rebuilt.
CREATE TABLE projections_made (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL
);
