-- Quotas asked for online, before they are spent, and what was answered: the same question has the same answer.
CREATE TABLE reservations (
  id         TEXT PRIMARY KEY,
  terminal   TEXT NOT NULL,
  sale       TEXT NOT NULL,
  quota      TEXT NOT NULL,
  holder     TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  answer     TEXT NOT NULL,
  asked_at   INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX reservations_of_quota ON reservations (quota);
