-- Sales that drew on a quota: what was reserved for one of them is not open any more.
CREATE TABLE quota_sales (
  quota    TEXT NOT NULL,
  sale     TEXT NOT NULL,
  terminal TEXT NOT NULL,
  PRIMARY KEY (quota, sale, terminal)
) WITHOUT ROWID;
