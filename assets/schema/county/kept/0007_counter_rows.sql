-- Lists whose rows each belong to one counter: settings, holders, quotas, orders. A row is the release section of that
-- counter with this one row in it, so that what is published is what is kept.
CREATE TABLE counter_rows (
  list    TEXT NOT NULL,
  counter TEXT NOT NULL,
  key     TEXT NOT NULL,
  section TEXT NOT NULL,
  PRIMARY KEY (list, counter, key)
) WITHOUT ROWID;
