-- Somebody was called at a terminal (reason: help, cash), or what closes its call (reason empty): the answer, or a start.
-- The newest mark of a terminal says whether somebody waits there.
CREATE TABLE help_marks (
  terminal TEXT NOT NULL,
  epoch    INTEGER NOT NULL,
  seq      INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  reason   TEXT NOT NULL,
  counter  TEXT NOT NULL,
  PRIMARY KEY (terminal, epoch, seq, at, reason)
) WITHOUT ROWID;
