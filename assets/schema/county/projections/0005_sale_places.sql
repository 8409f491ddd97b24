-- Where a sale and all returns of it stand: a terminal asks before it gives anything back.
CREATE TABLE sale_places (
  sale     TEXT NOT NULL,
  terminal TEXT NOT NULL,
  epoch    INTEGER NOT NULL,
  seq      INTEGER NOT NULL,
  PRIMARY KEY (sale, terminal, epoch, seq)
) WITHOUT ROWID;
