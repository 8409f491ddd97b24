-- What the people of the counter have set on this machine, each by its name: nothing of it is in the journal.
CREATE TABLE kept_values (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
