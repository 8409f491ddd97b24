-- What the office decided about a branch. An accepted one counts, by an entry of the county's own journal.
ALTER TABLE branches ADD COLUMN state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'rejected'));
