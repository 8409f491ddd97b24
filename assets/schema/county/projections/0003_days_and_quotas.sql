-- Between which numbers of an epoch the entries of a business day stand: a report of one day reads those alone.
CREATE TABLE day_spans (
  terminal     TEXT NOT NULL,
  epoch        INTEGER NOT NULL,
  business_day TEXT NOT NULL,
  first_seq    INTEGER NOT NULL,
  last_seq     INTEGER NOT NULL,
  PRIMARY KEY (business_day, terminal, epoch)
) WITHOUT ROWID;

-- What was drawn on the quotas of the unions, and what returns gave back to them.
CREATE TABLE quota_draws (
  quota        TEXT NOT NULL,
  holder       TEXT NOT NULL,
  business_day TEXT NOT NULL,
  counter      TEXT NOT NULL,
  draws        INTEGER NOT NULL,
  drawn_fen    INTEGER NOT NULL,
  returned_fen INTEGER NOT NULL,
  PRIMARY KEY (quota, holder, business_day, counter)
) WITHOUT ROWID;
